"use client";

import { memo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { EventLine } from "@/components/chat/bubble";
import { LinkedText } from "@/components/chat/linked-text";
import { PrivateNote } from "@/components/chat/private-note";
import { DecisionList, useDecisionText } from "@/components/routing/decision-text";
import type { ChatEventDto, DecisionDto } from "@/lib/chats/schemas";
import { wordEvent } from "./event-words";

type Props = { event: ChatEventDto; me: { id: string; name: string } };

/** A change of state in the timeline: what happened and when, why the chat came to whom, and a note for the next one. */
export const EventEntry = memo(function EventEntry({ event, me }: Props) {
  const t = useTranslations("inbox.thread");
  const words = useTranslations("inbox.event");
  const format = useFormatter();
  const { internal, data, createdAt } = event;
  const quote = event.kind === "notice" ? data.text : undefined;
  return (
    <EventLine
      seq={event.seq}
      below={
        <>
          {internal?.decision && <Why decision={internal.decision} />}
          {quote && (
            <blockquote
              aria-label={t("quote")}
              className="max-w-[min(85%,38rem)] border-border-strong border-s-2 ps-3 text-muted text-xs"
            >
              <LinkedText text={quote} />
            </blockquote>
          )}
          {internal?.note && <PrivateNote label={t("note")} text={internal.note} className="max-w-[min(85%,38rem)]" />}
        </>
      }
    >
      {wordEvent(words, format, me, event)}
      <span aria-hidden> · </span>
      <time dateTime={createdAt}>{format.dateTime(Date.parse(createdAt), { timeStyle: "short" })}</time>
    </EventLine>
  );
});

/** Why this operator: one sentence, and everybody who was considered on demand. */
function Why({ decision }: { decision: DecisionDto }) {
  const t = useTranslations("inbox.thread");
  const decisionText = useDecisionText();
  return (
    <details className="max-w-[min(85%,38rem)] text-muted text-xs">
      <summary className="min-h-6 cursor-pointer rounded-sm px-1 py-1 text-center [overflow-wrap:anywhere]">
        <span className="font-medium">{t("why")}:</span> {decisionText(decision)}
      </summary>
      <DecisionList
        decision={decision}
        className="mt-1 mb-2 rounded-md border border-border bg-surface px-3 py-1 text-foreground"
      />
    </details>
  );
}
