"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Bubble } from "@/components/chat/bubble";
import { Button } from "@/components/ui/actions/button";
import { CopyButton } from "@/components/ui/actions/copy-button";
import { Spinner } from "@/components/ui/display/spinner";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { isMine } from "@/lib/inbox/inbox-state";
import type { OutboxItem } from "@/lib/inbox/outbox";
import { useDesk, useInbox } from "./use-desk";

const ACTION_STYLE = "min-h-6! px-1.5!";
const OWN_REASONS = ["expired", "closed", "not_owner"] as const;

/** A message of mine that the server has not confirmed, and what can be done about it. */
export function PendingBubble({ item, isFirst, chat }: { item: OutboxItem; isFirst: boolean; chat: InboxChatDto }) {
  const t = useTranslations("inbox");
  const errorText = useErrorText();
  const desk = useDesk();
  const { operator } = useInbox();
  const { failed, attempts } = item;
  const state = failed ? "notSent" : attempts > 0 ? "waiting" : "sending";
  const ownReason = OWN_REASONS.find((reason) => reason === failed);
  // In a closed chat, or in somebody else's, another try can only fail again.
  const canRetry = failed ? isMine(chat, operator.id) : attempts > 0;
  return (
    <Bubble
      isOwn
      isFirst={isFirst}
      tone={failed ? "failed" : "pending"}
      heading={`${t("thread.you")}, ${t(`delivery.${state}`)}`}
      text={item.body}
      foot={
        <>
          {failed ? (
            <span role="alert" className="inline-flex items-center gap-1 text-danger-text">
              <CircleAlert aria-hidden className="size-3.5" />
              <span>
                {t("delivery.notSent")} {ownReason ? t(`delivery.${ownReason}`) : errorText(failed)}
              </span>
            </span>
          ) : (
            <span className="inline-flex items-center gap-1">
              <Spinner className="size-3!" />
              {t(`delivery.${state}`)}
            </span>
          )}
          {canRetry && (
            <Button
              size="sm"
              variant="ghost"
              className={ACTION_STYLE}
              onClick={() => desk.outbox.retry(item.clientId, desk.epochOf(chat.id))}
            >
              {t("delivery.retry")}
            </Button>
          )}
          {failed && !canRetry && (
            <CopyButton
              size="sm"
              variant="ghost"
              className={ACTION_STYLE}
              text={item.body}
              label={t("delivery.copy")}
            />
          )}
          {(failed || attempts > 0) && (
            <Button
              size="sm"
              variant="ghost"
              className={ACTION_STYLE}
              onClick={() => desk.outbox.remove(item.clientId)}
            >
              {t("delivery.delete")}
            </Button>
          )}
        </>
      }
    />
  );
}
