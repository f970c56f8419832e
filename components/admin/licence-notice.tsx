"use client";

import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/display/notice";
import { RelativeTime } from "@/components/ui/display/relative-time";
import type { LicenceDto } from "@/lib/seats/rules";

/** What an admin should know of the trial: from two weeks before its end on, and after it. */
export function TrialNotice({ trial }: Pick<LicenceDto, "trial">) {
  const t = useTranslations("operators.seats");
  const { phase, until } = trial;
  if (phase !== "ending" && phase !== "over") return null;
  return (
    <Notice tone="warning" className="mb-6">
      <p className="font-medium">
        {t.rich(phase, { time: () => (until === null ? null : <RelativeTime value={until} />) })}
      </p>
      <p>{t(phase === "over" ? "overText" : "endingText")}</p>
    </Notice>
  );
}

/** How many seats are taken, where they are counted. */
export function SeatsNotice({ licence: { taken, seats, trial } }: { licence: LicenceDto }) {
  const t = useTranslations("operators.seats");
  const { phase, until } = trial;
  if (seats === null && phase !== "running") return null;
  const isFull = seats !== null && taken >= seats;
  return (
    <Notice tone={isFull ? "warning" : "neutral"} className="mb-6">
      {seats !== null && <p className="font-medium">{t("taken", { taken, seats })}</p>}
      {isFull && <p>{t("full")}</p>}
      {phase === "running" && until !== null && (
        <p>{t.rich("running", { time: () => <RelativeTime value={until} /> })}</p>
      )}
    </Notice>
  );
}
