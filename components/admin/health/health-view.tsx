"use client";

import { CircleAlert, CircleCheck, RefreshCw, TriangleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { Badge } from "@/components/ui/display/badge";
import { Notice } from "@/components/ui/display/notice";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import type { Tone } from "@/components/ui/tone";
import type { HealthCheck, HealthDto, HealthState } from "@/lib/health/schemas";
import { JobTable } from "./job-table";
import { useFactText } from "./use-fact-text";

const TONES: Record<HealthState, Tone> = { ok: "success", warn: "warning", fail: "danger" };
const ICONS = { ok: CircleCheck, warn: TriangleAlert, fail: CircleAlert };

/** Every part of the installation with its state in words, and what to do about it. */
export function HealthView({ health }: { health: HealthDto }) {
  const t = useTranslations("health");
  const format = useFormatter();
  const router = useRouter();
  const [isReading, read] = useTransition();
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("intro")}
        actions={
          <Button icon={<RefreshCw aria-hidden />} pending={isReading} onClick={() => read(() => router.refresh())}>
            {t("refresh")}
          </Button>
        }
      />
      <div className="space-y-6">
        <div role="status">
          <Notice tone={TONES[health.state]} title={t(`overall.${health.state}`)}>
            {t("checkedAt", { time: format.dateTime(new Date(health.checkedAt), { timeStyle: "medium" }) })}
          </Notice>
        </div>
        <ul className="grid items-start gap-4 lg:grid-cols-2">
          {health.checks.map((check) => (
            <li key={check.name} className="min-w-0">
              <CheckCard check={check} />
            </li>
          ))}
        </ul>
        {health.jobs.length > 0 && <JobTable jobs={health.jobs} />}
      </div>
    </>
  );
}

function CheckCard({ check: { name, state, reason, facts } }: { check: HealthCheck }) {
  const t = useTranslations("health");
  const factText = useFactText();
  const Icon = ICONS[state];
  const path = t.has(`reasons.${name}.${reason}.is` as "any.late.is") ? `reasons.${name}.${reason}` : `any.${reason}`;
  const advice = t.has(`${path}.do` as "any.late.do") ? t(`${path}.do` as "any.late.do") : "";
  return (
    <Card className="px-5 py-4">
      <div className="flex items-start justify-between gap-3">
        <h2 className="font-semibold text-base">{t(`names.${name}`)}</h2>
        <Badge tone={TONES[state]} icon={<Icon aria-hidden />}>
          {t(`states.${state}`)}
        </Badge>
      </div>
      <p className="mt-1">{t(`${path}.is` as "any.late.is")}</p>
      {advice !== "" && (
        <p className="mt-1 text-muted">
          <span className="font-medium text-foreground">{t("whatToDo")}:</span> {advice}
        </p>
      )}
      {facts.length > 0 && (
        <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1.5 border-border border-t pt-3 text-sm">
          {facts.map((one) => (
            <div key={one.label} className="flex min-w-0 gap-1.5">
              <dt className="shrink-0 text-muted">{t(`facts.${one.label}` as "facts.kind")}</dt>
              <dd className="min-w-0 break-words tabular-nums">
                <bdi>{factText(one)}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
