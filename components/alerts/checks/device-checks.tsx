"use client";

import { CircleAlert, CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { RelativeTime } from "@/components/ui/display/relative-time";
import { Section } from "@/components/ui/layout/card";
import { type Check, type DeviceFacts, diagnose } from "@/lib/inbox/diagnosis/diagnose";
import type { RealtimeClientConfig } from "@/lib/realtime/events";
import { DeviceActions } from "./device-actions";
import { useDeviceFacts } from "./use-device-facts";

const MARKS = {
  ok: <CircleCheck aria-hidden className="size-5 shrink-0 text-success" />,
  warning: <TriangleAlert aria-hidden className="size-5 shrink-0 text-warning" />,
  bad: <CircleAlert aria-hidden className="size-5 shrink-0 text-danger" />,
  unknown: <CircleDashed aria-hidden className="size-5 shrink-0 text-muted" />,
};

type Props = { realtime: RealtimeClientConfig; volume: number };

/** What would keep this device from telling its operator of a chat, why, and what to do about it. */
export function DeviceChecks({ realtime, volume }: Props) {
  const t = useTranslations("alerts.checks");
  const { facts, refresh } = useDeviceFacts(realtime, volume);
  const checks = diagnose(facts);
  const problems = checks.filter(({ state }) => state === "bad" || state === "warning").length;
  return (
    <Section title={t("title")} description={t("lead")}>
      <DeviceActions facts={facts} refresh={refresh} />
      <p role="status" className="mt-5 mb-2 font-medium">
        {t("summary", { count: problems })}
      </p>
      <ul className="divide-y divide-border border-border border-t">
        {checks.map((check) => (
          <CheckRow key={check.name} check={check} facts={facts} />
        ))}
      </ul>
    </Section>
  );
}

function CheckRow({ check: { name, state, result }, facts }: { check: Check; facts: DeviceFacts }) {
  const t = useTranslations("alerts.checks");
  // Every result of a check has its text: a test compares them.
  const key = `${name}.${result}` as Parameters<typeof t>[0];
  const values = {
    ms: facts.latencyMs ?? 0,
    seconds: Math.round((facts.clockSkewMs ?? 0) / 1000),
    late: Math.round((facts.timerLateMs ?? 0) / 1000),
    browser: `${facts.browser?.name ?? ""} ${facts.browser?.version || ""}`.trim(),
    error: facts.subscription?.error ?? "",
  };
  const deliveredAt = name === "delivery" ? facts.subscription?.deliveredAt : null;
  return (
    <li className="flex gap-3 py-3">
      {MARKS[state]}
      <div className="min-w-0">
        <p className="font-medium">
          {t(`${name}.name`)}
          <span className="sr-only">: {t(`state.${state}`)}</span>
        </p>
        <p className="wrap-anywhere text-muted">
          {result === "unknown" ? t("unknown") : t(key, values)} {deliveredAt && <RelativeTime value={deliveredAt} />}
        </p>
      </div>
    </li>
  );
}
