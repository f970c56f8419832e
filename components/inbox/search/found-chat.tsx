"use client";

import { Lock } from "lucide-react";
import type { MouseEvent } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Badge } from "@/components/ui/display/badge";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import { normalizeHex } from "@/lib/color";
import type { FoundChatDto, SearchMatchDto } from "@/lib/search/schemas";
import { ShortTime } from "../times";
import { chatPath } from "../use-selected-chat";
import { Marked } from "./marked";

type Props = {
  chat: FoundChatDto;
  isSelected: boolean;
  onOpen: (chatId: string) => void;
  onJump: (chatId: string, seq: number) => void;
};

/** One chat that was found: whose it is, with whom, and the entries that match; each leads to its place. */
export function FoundChat({ chat, isSelected, onOpen, onJump }: Props) {
  const t = useTranslations("search");
  const { department, visitor, matches, matchCount } = chat;
  const more = matchCount - matches.length;
  return (
    <li className={cn("relative border-border border-b", isSelected && "bg-surface-selected")}>
      <span
        aria-hidden
        className="absolute inset-y-0 start-0 w-1"
        style={{ backgroundColor: normalizeHex(department.color) ?? undefined }}
      />
      <a
        href={chatPath(chat.id)}
        data-search-result
        aria-current={isSelected || undefined}
        onClick={(event) => here(event, () => onOpen(chat.id))}
        className="flex gap-3 py-2.5 ps-4 pe-3 hover:bg-surface-sunken focus-visible:-outline-offset-2"
      >
        <span className="pt-0.5">
          <DepartmentSquare department={department} size="md" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate font-semibold text-sm">
              <Marked parts={visitor.name} />
            </span>
            <span className="text-muted text-xs">
              <span className="sr-only">{t("began")} </span>
              <ShortTime at={chat.beganAt} />
            </span>
          </span>
          <span className="flex flex-wrap items-center gap-x-2 text-muted text-xs">
            <bdi className="min-w-0 truncate">{department.name}</bdi>
            <span>{t(`status.${chat.status}`)}</span>
          </span>
          {[visitor.email, visitor.phone].map(
            (parts) =>
              parts && (
                <span key={parts.map(({ text }) => text).join("")} className="block truncate text-muted text-xs">
                  <Marked parts={parts} />
                </span>
              ),
          )}
          {chat.tags.length > 0 && (
            <span className="mt-1 flex flex-wrap gap-1">
              {chat.tags.map((tag) => (
                <Badge key={tag.id}>
                  <bdi>{tag.name}</bdi>
                </Badge>
              ))}
            </span>
          )}
        </span>
      </a>
      {matches.length > 0 && (
        <ul className="pb-2">
          {matches.map((match) => (
            <li key={match.seq}>
              <Match chatId={chat.id} match={match} onJump={onJump} />
            </li>
          ))}
          {more > 0 && <li className="ps-15 pe-3 pt-0.5 text-muted text-xs">{t("moreMatches", { count: more })}</li>}
        </ul>
      )}
    </li>
  );
}

type MatchProps = { chatId: string; match: SearchMatchDto; onJump: Props["onJump"] };

function Match({ chatId, match, onJump }: MatchProps) {
  const t = useTranslations("search");
  const { kind, name, at, seq, snippet } = match;
  return (
    <a
      href={chatPath(chatId)}
      data-search-result
      onClick={(event) => here(event, () => onJump(chatId, seq))}
      className="block py-1 ps-15 pe-3 text-sm hover:bg-surface-sunken focus-visible:-outline-offset-2"
    >
      <span className="flex items-center gap-1 text-muted text-xs">
        {kind === "note" && <Lock aria-hidden className="size-3 shrink-0 text-warning-text" />}
        {kind === "note" && <span className="text-warning-text">{t("note")}</span>}
        <span className="min-w-0 flex-1 truncate">{name === null ? t("visitor") : <bdi>{name}</bdi>}</span>
        <ShortTime at={at} />
      </span>
      <span className="line-clamp-2 [overflow-wrap:anywhere]">
        <Marked parts={snippet} />
      </span>
    </a>
  );
}

/** With a modifier key the browser opens the link its own way, in another tab. */
function here(event: MouseEvent, open: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open();
}
