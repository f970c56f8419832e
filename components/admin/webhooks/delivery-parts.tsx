"use client";

import { useFormatter, useTranslations } from "use-intl";
import { Badge } from "@/components/ui/display/badge";
import type { DeliveryDto } from "@/lib/webhooks/schemas";
import { useOutcomeText } from "./use-outcome-text";

export function DeliveryState({ delivery: { state, attempts } }: { delivery: DeliveryDto }) {
  const t = useTranslations("webhooks.log.states");
  if (state === "delivered") return <Badge tone="success">{t("delivered")}</Badge>;
  if (state === "failed")
    return (
      <Badge tone="danger" className="whitespace-nowrap">
        {t("failed")}
      </Badge>
    );
  return attempts === 0 ? (
    <Badge>{t("waiting")}</Badge>
  ) : (
    <Badge tone="warning" className="whitespace-nowrap">
      {t("retrying")}
    </Badge>
  );
}

/** What the last attempt met, and when the next one is. */
export function DeliveryAnswer({ delivery }: { delivery: DeliveryDto }) {
  const t = useTranslations("webhooks.log");
  const format = useFormatter();
  const outcomeText = useOutcomeText();
  const { state, attempts, failure, responseStatus, durationMs, dueAt } = delivery;
  if (attempts === 0 && failure === null) return <span className="text-muted">–</span>;
  const next = format.dateTime(new Date(dueAt), { dateStyle: "short", timeStyle: "short" });
  return (
    <>
      {failure === null ? (
        <span className="tabular-nums">
          {responseStatus ?? "–"}
          {durationMs !== null && <span className="text-muted"> · {t("took", { ms: durationMs })}</span>}
        </span>
      ) : (
        outcomeText(failure, responseStatus)
      )}
      {state === "waiting" && <span className="block text-muted text-xs">{t("next", { time: next })}</span>}
    </>
  );
}
