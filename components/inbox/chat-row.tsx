"use client";

import { Clock, Globe } from "lucide-react";
import { type MouseEvent, memo } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { cn } from "@/components/ui/cn";
import { Badge, CountBadge } from "@/components/ui/display/badge";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { normalizeHex } from "@/lib/color";
import { pageLine } from "./page-link";
import { Elapsed, ShortTime } from "./times";
import { chatPath } from "./use-selected-chat";

type Props = {
  chat: InboxChatDto;
  isSelected: boolean;
  isNext: boolean;
  unread: number;
  draft: string;
  isAccepting: boolean;
  onOpen: (chatId: string) => void;
  /** Absent for chats that are mine already. */
  onAccept?: (chat: InboxChatDto) => void;
};

/** One chat of the list: whose it is shows first, by colour, logo and name of its department. */
export const ChatRow = memo(function ChatRow(props: Props) {
  const { chat, isSelected, isNext, unread, draft, isAccepting, onOpen, onAccept } = props;
  const t = useTranslations("inbox.list");
  const { department, visitor, lastMessage } = chat;
  const page = pageLine(chat.page);
  const isUnread = !onAccept && unread > 0;
  const open = (event: MouseEvent) => {
    // With a modifier key the browser opens the link its own way, in another tab.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(chat.id);
  };
  return (
    <li className="relative border-border border-b [contain-intrinsic-size:auto_7.5rem] [content-visibility:auto]">
      <span
        aria-hidden
        className="absolute inset-y-0 start-0 w-1"
        style={{ backgroundColor: normalizeHex(department.color) ?? undefined }}
      />
      <a
        href={chatPath(chat.id)}
        data-chat-row
        aria-current={isSelected || undefined}
        onClick={open}
        className={cn(
          "flex gap-3 py-3 ps-4 pe-3 focus-visible:-outline-offset-2",
          isSelected ? "bg-surface-selected" : "hover:bg-surface-sunken",
        )}
      >
        <span className="pt-0.5">
          <DepartmentSquare department={department} size="md" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2">
            <bdi className="min-w-0 flex-1 truncate font-semibold text-sm">{department.name}</bdi>
            {onAccept ? (
              <span className="inline-flex shrink-0 items-center gap-1 text-muted text-xs tabular-nums">
                {isNext && <Badge tone="warning">{t("next")}</Badge>}
                <Clock aria-hidden className="size-3.5" />
                <span className="sr-only">{t("waitsFor")}</span>
                <Elapsed since={chat.queuedSince} />
              </span>
            ) : (
              <span className="shrink-0 text-muted text-xs tabular-nums">
                <span className="sr-only">{t("lastMessage")}</span>
                <ShortTime at={lastMessage?.at ?? chat.createdAt} />
              </span>
            )}
          </span>
          <span className={cn("flex items-center gap-2", onAccept && "mt-0.5 pe-24")}>
            <bdi className={cn("min-w-0 truncate", !onAccept && "flex-1", isUnread && "font-semibold")}>
              {visitor.name}
            </bdi>
            {(!onAccept || unread > 1) && <CountBadge count={unread} label={t("unread", { count: unread })} />}
          </span>
          <span
            className={cn("line-clamp-1 break-all", onAccept && "pe-24", isUnread ? "text-foreground" : "text-muted")}
          >
            {draft !== "" && <span className="text-warning-text">{t("draft")} </span>}
            {draft === "" && lastMessage?.by === "operator" && <span>{t("you")} </span>}
            <bdi>{draft || lastMessage?.preview}</bdi>
          </span>
          <span className="mt-1 flex items-center gap-1.5 text-muted text-xs">
            <Globe aria-hidden className="size-3.5 shrink-0" />
            <span className="sr-only">{t("onPage")}</span>
            <span className="min-w-0 truncate">
              {page?.title && <bdi>{page.title}</bdi>}
              {page?.title && page.address && <span aria-hidden> · </span>}
              {page?.address && <bdi dir="ltr">{page.address}</bdi>}
              {!page && t("noPage")}
            </span>
          </span>
        </span>
      </a>
      {onAccept && (
        <Button
          size="sm"
          variant={isNext ? "primary" : "secondary"}
          pending={isAccepting}
          aria-label={t("acceptNamed", { name: isolate(visitor.name), department: isolate(department.name) })}
          onClick={() => onAccept(chat)}
          className="absolute end-3 top-9.5"
        >
          {t("accept")}
        </Button>
      )}
    </li>
  );
});
