"use client";

import { StickyNote, Timer } from "lucide-react";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { leftMs } from "@/lib/inbox/chat-clock";
import { offerIn } from "@/lib/inbox/offer-note";
import { useSpanText } from "../times";
import { useDesk, useTimelinePage } from "../use-desk";
import { useNow } from "../use-now";
import type { Take } from "../use-take";
import { PageLine, PreviewLine, RowShell } from "./row-shell";

type Props = {
  chat: InboxChatDto;
  isSelected: boolean;
  draft: string;
  take: Take;
  onOpen: (chatId: string) => void;
};

/** A chat that a colleague offers to me: from whom, with which note, and how long I have to answer. */
export function OfferRow({ chat, isSelected, draft, take, onOpen }: Props) {
  const t = useTranslations("inbox.list");
  const desk = useDesk();
  // The row does not carry the note: it is in the timeline, as private as the rest of it.
  const { id } = chat;
  useEffect(() => desk.peek(id), [desk, id]);
  const told = offerIn(useTimelinePage(id)?.timeline.events ?? []);

  const { department, visitor, owner, offer } = chat;
  const named = { name: isolate(visitor.name), department: isolate(department.name) };
  const from = isolate(told?.fromName || (owner?.name ?? ""));
  const isBusy = take.busyId === id;
  return (
    <li className="relative border-border border-b">
      <RowShell
        chat={chat}
        isSelected={isSelected}
        onOpen={onOpen}
        aside={offer?.expiresAt && <TimeLeft until={offer.expiresAt} />}
        actions={
          <div className="flex gap-2 ps-15 pe-3 pb-3">
            <Button
              size="sm"
              variant="primary"
              pending={isBusy}
              aria-label={t("acceptNamed", named)}
              onClick={() => take.accept(chat)}
            >
              {t("accept")}
            </Button>
            <Button
              size="sm"
              aria-disabled={isBusy}
              aria-label={t("declineNamed", named)}
              onClick={() => !isBusy && take.decline(chat)}
            >
              {t("decline")}
            </Button>
          </div>
        }
      >
        <bdi className="block truncate">{visitor.name}</bdi>
        <span className="block font-medium [overflow-wrap:anywhere]">
          {offer?.departmentName
            ? t("offeredByTo", { name: from, department: isolate(offer.departmentName) })
            : t("offeredBy", { name: from })}
        </span>
        {told?.note && (
          <span className="mt-1 flex gap-1.5 rounded-sm bg-warning-soft px-2 py-1 text-warning-text text-xs">
            <StickyNote aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            <span className="line-clamp-3 [overflow-wrap:anywhere]">
              <span className="sr-only">{t("note")} </span>
              <bdi>{told.note}</bdi>
            </span>
          </span>
        )}
        <PreviewLine chat={chat} draft={draft} className="mt-0.5" />
        <PageLine page={chat.page} channel={chat.channel} />
      </RowShell>
    </li>
  );
}

function TimeLeft({ until }: { until: string }) {
  const t = useTranslations("inbox.list");
  const spanText = useSpanText();
  const left = leftMs(until, useNow());
  return (
    <span className="inline-flex shrink-0 items-center gap-1 text-muted text-xs tabular-nums">
      <Timer aria-hidden className="size-3.5" />
      <span className="sr-only">{t("answerBy")}</span>
      {spanText(left)}
    </span>
  );
}
