"use client";

import { Check, Siren } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Elapsed } from "@/components/inbox/times";
import { Button } from "@/components/ui/actions/button";
import { LinkButton } from "@/components/ui/actions/link-button";
import { cn } from "@/components/ui/cn";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { CallResult } from "@/lib/http/client";
import type { AlertDto } from "@/lib/supervision/schemas";

type Props = {
  alerts: readonly AlertDto[];
  acknowledge: (alertId: string) => Promise<CallResult<unknown>>;
};

/** Visitors who wait with nobody who hears of it. What one supervisor has seen to stays until it is over, quietly. */
export function AlertList({ alerts, acknowledge }: Props) {
  const t = useTranslations("board.alerts");
  return (
    <section aria-label={t("title")} aria-live="polite" className={alerts.length === 0 ? "sr-only" : undefined}>
      {alerts.length === 0 ? (
        t("none")
      ) : (
        <>
          <h2 className="mb-3 flex items-center gap-2 font-semibold text-base">
            <Siren aria-hidden className="size-5 text-danger" />
            {t("title")}
          </h2>
          <ul className="space-y-2">
            {alerts.map((alert) => (
              <AlertRow key={alert.id} alert={alert} acknowledge={acknowledge} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function AlertRow({ alert, acknowledge }: { alert: AlertDto } & Pick<Props, "acknowledge">) {
  const t = useTranslations("board.alerts");
  const format = useFormatter();
  const errorText = useErrorText();
  const [isBusy, setIsBusy] = useState(false);
  const { id, chatId, department, visitorName, cause, ownerName, acknowledged, since } = alert;
  const see = async () => {
    setIsBusy(true);
    const result = await acknowledge(id);
    setIsBusy(false);
    if (!result.ok) toast.error(errorText(result.code));
  };
  return (
    <li
      className={cn(
        "flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border px-4 py-3",
        acknowledged ? "border-border bg-surface" : "border-danger/40 bg-danger-soft text-danger-text",
      )}
    >
      <DepartmentSquare department={department} size="md" />
      <div className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere]">
        <p>
          <bdi className="font-semibold">{visitorName}</bdi> <span aria-hidden>·</span> <bdi>{department.name}</bdi>
        </p>
        <p className={acknowledged ? "text-muted" : undefined}>
          {t(`cause.${cause}`, { name: isolate(ownerName ?? "") })} {t("waits")}{" "}
          {/* Read out each second it would be unbearable. */}
          <span aria-live="off">
            <Elapsed since={since} className="font-medium tabular-nums" />
          </span>
        </p>
        {acknowledged && (
          <p className="mt-0.5 flex items-center gap-1.5 text-muted text-xs">
            <Check aria-hidden className="size-3.5" />
            {t("seenBy", {
              name: isolate(acknowledged.by || t("somebody")),
              time: format.dateTime(Date.parse(acknowledged.at), { timeStyle: "short" }),
            })}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <LinkButton size="sm" href={`/inbox/${chatId}`}>
          {t("open")}
        </LinkButton>
        {!acknowledged && (
          <Button
            size="sm"
            variant="primary"
            pending={isBusy}
            aria-label={t("seeNamed", { name: isolate(visitorName) })}
            onClick={() => void see()}
          >
            {t("see")}
          </Button>
        )}
      </div>
    </li>
  );
}
