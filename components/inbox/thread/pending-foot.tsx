"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { CopyButton } from "@/components/ui/actions/copy-button";
import { Spinner } from "@/components/ui/display/spinner";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { OutboxItem } from "@/lib/inbox/outbox/outbox";
import { useDesk } from "../use-desk";
import { useReplies } from "../writing/use-replies";

const ACTION_STYLE = "min-h-6! px-1.5!";
const OWN_REASONS = ["expired", "closed", "not_owner", "newer_reply"] as const;

/** How it stands with something that the server has not confirmed. */
export const pendingState = ({ failed, attempts }: OutboxItem) =>
  failed ? "notSent" : attempts > 0 ? "waiting" : "sending";

/** `mayRetry`: another try of what was refused can succeed. */
export function PendingFoot({ item, mayRetry }: { item: OutboxItem; mayRetry: boolean }) {
  const t = useTranslations("inbox");
  const writing = useTranslations("writing.newer");
  const errorText = useErrorText();
  const desk = useDesk();
  const { failed, attempts } = item;
  const ownReason = OWN_REASONS.find((reason) => reason === failed);
  const isOvertaken = failed === "newer_reply";
  const canRetry = failed ? mayRetry && !isOvertaken : attempts > 0;
  const { take } = useReplies();
  const edit = () => {
    take?.(item.body);
    desk.outbox.remove(item.clientId);
  };
  return (
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
          {t(`delivery.${pendingState(item)}`)}
        </span>
      )}
      {canRetry && (
        <Button
          size="sm"
          variant="ghost"
          className={ACTION_STYLE}
          onClick={() => desk.outbox.retry(item.clientId, desk.epochOf(item.chatId))}
        >
          {t("delivery.retry")}
        </Button>
      )}
      {isOvertaken && (
        <Button
          size="sm"
          variant="ghost"
          className={ACTION_STYLE}
          onClick={() => desk.outbox.sendAnyway(item.clientId, desk.epochOf(item.chatId))}
        >
          {writing("sendAnyway")}
        </Button>
      )}
      {isOvertaken && take && item.body !== "" && !item.file && (
        <Button size="sm" variant="ghost" className={ACTION_STYLE} onClick={edit}>
          {writing("edit")}
        </Button>
      )}
      {failed && !canRetry && item.body !== "" && (
        <CopyButton size="sm" variant="ghost" className={ACTION_STYLE} text={item.body} label={t("delivery.copy")} />
      )}
      {(failed || attempts > 0) && (
        <Button size="sm" variant="ghost" className={ACTION_STYLE} onClick={() => desk.outbox.remove(item.clientId)}>
          {t("delivery.delete")}
        </Button>
      )}
    </>
  );
}
