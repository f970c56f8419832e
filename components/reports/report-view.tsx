"use client";

import { ChartColumn, Download, Users } from "lucide-react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { buttonStyle } from "@/components/ui/actions/button-style";
import { LinkButton } from "@/components/ui/actions/link-button";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Notice } from "@/components/ui/display/notice";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { PERIOD_DAYS_MAX } from "@/lib/reports/rules";
import type { ReportDto, ReportQuery } from "@/lib/reports/schemas";
import { AvailabilityStrips } from "./availability-strips";
import { AvailabilityTable } from "./availability-table";
import { BarChart } from "./bar-chart";
import { FigureTiles } from "./figure-tiles";
import { LeftByPlace } from "./left-by-place";
import { ReportForm } from "./report-form";
import { reportHref } from "./report-href";
import { ReportTable } from "./report-table";
import { useDayText } from "./use-figure-text";

type Props = {
  report: ReportDto;
  query: ReportQuery;
  /** The address asked for what cannot be shown. */
  isRefused: boolean;
  isAdmin: boolean;
};

/** A report: what it shows, its figures against those before, the chats over time, and the rows. */
export function ReportView({ report, query, isRefused, isAdmin }: Props) {
  const t = useTranslations("reports");
  if (report.departments.length === 0) {
    return (
      <>
        <PageHeader title={t("title")} description={t("lead")} />
        <Card>
          <EmptyState icon={<ChartColumn />} title={t("noDepartmentsTitle")} text={t("noDepartmentsText")} />
        </Card>
      </>
    );
  }
  const isEmpty = report.total.chats === 0;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("lead")}
        actions={
          <>
            <LinkButton href="/reports/staffing" icon={<Users aria-hidden />}>
              {t("staffing")}
            </LinkButton>
            <a href={reportHref("/api/reports/csv", query)} download className={buttonStyle()}>
              <Download aria-hidden />
              {t("form.csv")}
            </a>
            <a href={reportHref("/api/reports/chats/csv", query)} download className={buttonStyle()}>
              <Download aria-hidden />
              {t("form.chatsCsv")}
            </a>
            <a href={reportHref("/api/reports/availability/csv", query)} download className={buttonStyle()}>
              <Download aria-hidden />
              {t("form.availabilityCsv")}
            </a>
          </>
        }
      />
      <div className="space-y-6">
        {isRefused && (
          <Notice tone="danger" role="alert">
            {t("form.invalid", { max: PERIOD_DAYS_MAX })}
          </Notice>
        )}
        <ReportForm query={query} period={report.period} departments={report.departments} />
        <Scope report={report} query={query} isAdmin={isAdmin} />
        {isEmpty ? (
          <Card>
            <EmptyState icon={<ChartColumn />} title={t("emptyTitle")} text={t("emptyText")} />
          </Card>
        ) : (
          <>
            <FigureTiles total={report.total} before={report.totalBefore} query={query} />
            <div className="grid gap-6 xl:grid-cols-2">
              {report.byDay.length > 1 && <BarChart title={t("chart.byDay")} grouping="day" rows={report.byDay} />}
              <BarChart title={t("chart.byHour")} grouping="hour" rows={report.byHour} />
            </div>
            <LeftByPlace leftByPlace={report.leftByPlace} leftAtNoPlace={report.leftAtNoPlace} />
            <ReportTable rows={report.rows} query={query} />
            <AvailabilityTable availability={report.availability} />
          </>
        )}
        {/* What a department was is known of days without a chat as well. */}
        <AvailabilityStrips days={report.availabilityDays} zone={report.zone} />
      </div>
    </>
  );
}

/** In words what is shown, and what it is compared with; said aloud when it changes. */
function Scope({ report, query, isAdmin }: Omit<Props, "isRefused">) {
  const t = useTranslations("reports");
  const dayText = useDayText();
  const chosen = report.departments.find(({ id }) => id === query.department)?.name;
  const department = chosen ? isolate(chosen) : t(isAdmin ? "allDepartments" : "yourDepartments");
  const told = { department, zone: isolate(report.zone) };
  const { period, before } = report;
  const isDay = period.from === period.to;
  return (
    <div role="status">
      <p className="font-medium">
        {isDay
          ? t("scopeDay", { ...told, day: dayText(period.from) })
          : t("scope", { ...told, from: dayText(period.from), to: dayText(period.to) })}
      </p>
      <p className="text-muted">
        {isDay
          ? t("comparedDay", { day: dayText(before.from) })
          : t("compared", { from: dayText(before.from), to: dayText(before.to) })}
        {report.isUnderWay && ` · ${t("underWay")}`}
      </p>
    </div>
  );
}
