"use client";

import { ArrowLeft, Eye } from "lucide-react";
import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Badge } from "@/components/ui/display/badge";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { normalizeHex } from "@/lib/color";
import { abilitiesOf } from "@/lib/inbox/abilities";
import { ChatTags } from "../organise/chat-tags";
import { LaterMenu } from "../organise/later-menu";
import { PageLink } from "../page-link";
import { useInbox } from "../use-desk";
import { ThreadActions } from "./thread-actions";

type Props = {
  chat: InboxChatDto;
  headingRef: RefObject<HTMLHeadingElement | null>;
  onFocusThread: () => void;
  onBack: () => void;
};

/** Which department and which page this is about, large, and what can be done with the chat. */
export function ThreadHeader({ chat, headingRef, onFocusThread, onBack }: Props) {
  const t = useTranslations("inbox");
  const { department, visitor, page } = chat;
  // Whoever supervises looks on in a colleague's chat.
  const isWatching = abilitiesOf(chat, useInbox()).takeOver;
  return (
    <header className="@container relative border-border border-b bg-surface">
      <span
        aria-hidden
        className="absolute inset-x-0 top-0 h-1"
        style={{ backgroundColor: normalizeHex(department.color) ?? undefined }}
      />
      <div className="flex items-center gap-3 px-3 pt-4 pb-3 sm:px-5">
        <div className="flex min-w-0 flex-1 items-center gap-3">
          <IconButton
            label={t("thread.back")}
            icon={<ArrowLeft aria-hidden className="rtl:rotate-180" />}
            className="min-[700px]:hidden"
            onClick={onBack}
          />
          <DepartmentSquare department={department} size="lg" />
          <div className="min-w-0 flex-1">
            <h2
              ref={headingRef}
              tabIndex={-1}
              className="flex min-w-0 flex-col gap-x-2 @4xl:flex-row @4xl:items-baseline"
            >
              <bdi className="max-w-full shrink-0 truncate font-semibold text-lg">{department.name}</bdi>
              <span aria-hidden className="text-muted @max-4xl:hidden">
                ·
              </span>
              <bdi className="min-w-0 truncate @4xl:text-muted">{visitor.name}</bdi>
            </h2>
            <p className="flex min-w-0 text-muted text-xs">
              {page.url || page.title ? (
                <PageLink url={page.url} title={page.title} className="max-w-full" />
              ) : (
                t("list.noPage")
              )}
            </p>
          </div>
        </div>
        <LaterMenu chat={chat} />
        <ThreadActions chat={chat} headingRef={headingRef} onFocusThread={onFocusThread} />
      </div>
      <div className="flex flex-wrap items-center gap-2 px-3 pb-2 sm:px-5">
        {isWatching && (
          <Badge tone="accent" icon={<Eye aria-hidden />}>
            <span className="[overflow-wrap:anywhere]">
              {t("thread.watching", { name: isolate(chat.owner?.name ?? "") })}
            </span>
          </Badge>
        )}
        <ChatTags chat={chat} />
      </div>
    </header>
  );
}
