"use client";

import { Clock } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { cn } from "@/components/ui/cn";
import { Badge, CountBadge } from "@/components/ui/display/badge";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { Elapsed } from "../times";
import { RowMarks } from "./row-marks";
import { PageLine, PreviewLine, RowShell } from "./row-shell";
import { useRowTab } from "./row-tab";

type Props = {
  chat: InboxChatDto;
  isSelected: boolean;
  isNext: boolean;
  unread: number;
  draft: string;
  isAccepting: boolean;
  /** Somebody else's to take: an admin looks into a department that they are not in. */
  canAccept: boolean;
  onOpen: (chatId: string) => void;
  onAccept: (chat: InboxChatDto) => void;
};

/** A chat of the queue, with since when it waits. */
export const WaitingRow = memo(function WaitingRow(props: Props) {
  const { chat, isSelected, isNext, unread, draft, isAccepting, canAccept, onOpen, onAccept } = props;
  const t = useTranslations("inbox.list");
  const { department, visitor } = chat;
  const tabIndex = useRowTab();
  return (
    <RowShell
      chat={chat}
      isSelected={isSelected}
      onOpen={onOpen}
      aside={
        <span className="inline-flex shrink-0 items-center gap-1 text-muted text-xs tabular-nums">
          {isNext && <Badge tone="warning">{t("next")}</Badge>}
          <Clock aria-hidden className="size-3.5" />
          <span className="sr-only">{t("waitsFor")}</span>
          <Elapsed since={chat.queuedSince} />
        </span>
      }
      actions={
        canAccept && (
          <Button
            tabIndex={tabIndex}
            size="sm"
            variant={isNext ? "primary" : "secondary"}
            pending={isAccepting}
            aria-label={t("acceptNamed", { name: isolate(visitor.name), department: isolate(department.name) })}
            onClick={() => onAccept(chat)}
            className="absolute end-3 top-9.5"
          >
            {t("accept")}
          </Button>
        )
      }
    >
      <span className="mt-0.5 flex items-center gap-2 pe-24">
        <bdi className={cn("min-w-0 truncate", unread > 0 && "font-semibold")}>{visitor.name}</bdi>
        {unread > 1 && <CountBadge count={unread} label={t("unread", { count: unread })} />}
      </span>
      <PreviewLine chat={chat} draft={draft} isUnread={unread > 0} className="pe-24" />
      <RowMarks chat={chat} />
      <PageLine page={chat.page} channel={chat.channel} />
    </RowShell>
  );
});
