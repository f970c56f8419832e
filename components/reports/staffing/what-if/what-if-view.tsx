"use client";

import { History } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { useDayText } from "@/components/reports/use-figure-text";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Notice } from "@/components/ui/display/notice";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import type { AskedWhatIf, WhatIfDto } from "@/lib/staffing/what-if-schemas";
import { ComparisonTable } from "./comparison-table";
import { HourLoads } from "./hour-loads";
import { WhatIfForm } from "./what-if-form";
import { WhatIfTiles } from "./what-if-tiles";

type Props = { whatIf: WhatIfDto; asked: AskedWhatIf; isAdmin: boolean };

/** Recorded days, replayed as they were and with something changed. */
export function WhatIfView({ whatIf, asked, isAdmin }: Props) {
  const t = useTranslations("staffing.whatIf");
  const ofStaffing = useTranslations("staffing");
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} back={{ href: "/reports/staffing", label: t("back") }} />
      {whatIf.departments.length === 0 ? (
        <Card>
          <EmptyState
            icon={<History />}
            title={ofStaffing("noDepartmentsTitle")}
            text={ofStaffing("noDepartmentsText")}
          />
        </Card>
      ) : (
        <div className="space-y-6">
          {/* What was asked for is what the fields begin with, also after a link. */}
          <WhatIfForm key={JSON.stringify(asked.typed)} whatIf={whatIf} asked={asked} />
          {asked.errors ? (
            <Notice tone="danger" role="alert">
              {t("form.invalid")}
            </Notice>
          ) : (
            <Result whatIf={whatIf} asked={asked} isAdmin={isAdmin} />
          )}
        </div>
      )}
    </>
  );
}

function Result({ whatIf, asked, isAdmin }: Props) {
  const t = useTranslations("staffing.whatIf");
  const { total, rows, hours } = whatIf;
  if (total.recorded.chats === 0) {
    return (
      <>
        <Scope whatIf={whatIf} asked={asked} isAdmin={isAdmin} />
        <Card>
          <EmptyState icon={<History />} title={t("emptyTitle")} text={t("emptyText")} />
        </Card>
      </>
    );
  }
  return (
    <>
      <Scope whatIf={whatIf} asked={asked} isAdmin={isAdmin} />
      <Cautions whatIf={whatIf} />
      {total.whatIf && <WhatIfTiles asWas={total.asWas} whatIf={total.whatIf} />}
      <section aria-labelledby="what-if-comparison">
        <h2 id="what-if-comparison" className="font-semibold text-base">
          {t("comparison")}
        </h2>
        <p className="mt-0.5 mb-3 max-w-prose text-muted">{t("comparisonLead")}</p>
        <ComparisonTable compared={total} label={t("comparison")} />
      </section>
      <HourLoads hours={hours} />
      {rows.length > 1 && (
        <section aria-labelledby="what-if-departments" className="space-y-2">
          <h2 id="what-if-departments" className="font-semibold text-base">
            {t("byDepartment")}
          </h2>
          {rows.map((row) => (
            <details key={row.departmentId} className="rounded-lg border border-border bg-surface px-4 py-2">
              <summary className="min-h-8 rounded-sm py-1 font-medium">
                <bdi>{row.name}</bdi>
              </summary>
              <div className="pt-2 pb-2">
                <ComparisonTable compared={row} label={row.name} />
              </div>
            </details>
          ))}
        </section>
      )}
      <p className="max-w-prose text-muted text-xs">
        {t("method")}{" "}
        <Link href="/docs/reports#what-if" className="rounded-sm underline hover:text-foreground">
          {t("methodLink")}
        </Link>
      </p>
    </>
  );
}

/** What keeps the replay from being what happened. */
function Cautions({ whatIf: { cutAt, hasManual, hasLimit, overflow, noted, zone, total } }: Pick<Props, "whatIf">) {
  const t = useTranslations("staffing.whatIf");
  const format = useFormatter();
  return (
    <div className="space-y-2 empty:hidden">
      {cutAt && (
        <Notice tone="warning">
          {t("cut", {
            at: format.dateTime(new Date(cutAt), { timeZone: zone, dateStyle: "medium", timeStyle: "short" }),
          })}
        </Notice>
      )}
      {hasManual && <Notice tone="warning">{t("manual")}</Notice>}
      {hasLimit && <Notice tone="neutral">{t("limit")}</Notice>}
      {overflow === "unknown" && <Notice tone="neutral">{t("overflowUnknown")}</Notice>}
      {!total.whatIf && <Notice tone="neutral">{t("notChanged")}</Notice>}
      {noted !== null && noted < 1 && (
        <Notice tone="neutral">
          {t("noted", { share: format.number(noted, { style: "percent", maximumFractionDigits: 0 }) })}
        </Notice>
      )}
    </div>
  );
}

/** In words what is shown; said aloud when it changes. */
function Scope({ whatIf, asked, isAdmin }: Props) {
  const t = useTranslations("staffing.whatIf");
  const dayText = useDayText();
  const { period, departments, isUnderWay, zone } = whatIf;
  const chosen = departments.find(({ id }) => id === asked.query.department)?.name;
  const told = {
    department: chosen ? isolate(chosen) : t(isAdmin ? "allDepartments" : "yourDepartments"),
    zone: isolate(zone),
  };
  return (
    <div role="status">
      <p className="font-medium">
        {period.from === period.to
          ? t("scopeDay", { ...told, day: dayText(period.from) })
          : t("scope", { ...told, from: dayText(period.from), to: dayText(period.to) })}
      </p>
      {isUnderWay && <p className="text-muted">{t("underWay")}</p>}
    </div>
  );
}
