"use client";

import { useFormatter, useTranslations } from "use-intl";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import type { ReportDto } from "@/lib/reports/schemas";

const STATES = ["online", "nobody", "closed", "unknown"] as const;

/** How long each department was there for its visitors, to the minute. */
export function AvailabilityTable({ availability }: Pick<ReportDto, "availability">) {
  const t = useTranslations("reports");
  const format = useFormatter();
  if (availability.length === 0) return null;
  const share = ({ online, nobody }: ReportDto["availability"][number]) =>
    online + nobody === 0
      ? t("none")
      : format.number(online / (online + nobody), { style: "percent", maximumFractionDigits: 1 });
  const hours = (minutes: number) =>
    t("availability.hours", { hours: Math.floor(minutes / 60), minutes: Math.floor(minutes % 60) });
  return (
    <section aria-labelledby="report-availability">
      <h2 id="report-availability" className="font-semibold text-base">
        {t("availability.title")}
      </h2>
      <p className="mt-0.5 mb-3 max-w-prose text-muted">{t("availability.lead")}</p>
      <Table label={t("availability.title")}>
        <TableHead>
          <TableRow>
            <TableHeader>{t("group.department")}</TableHeader>
            <TableHeader className="sm:text-end">{t("availability.share")}</TableHeader>
            {STATES.map((state) => (
              <TableHeader key={state} className="sm:text-end">
                {t(`availability.${state}`)}
              </TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <tbody>
          {availability.map((department) => (
            <TableRow key={department.departmentId}>
              <TableCell className="max-w-72">
                <bdi className="block truncate font-medium max-sm:whitespace-normal">{department.name}</bdi>
              </TableCell>
              <TableCell label={t("availability.share")} className="tabular-nums sm:text-end">
                {share(department)}
              </TableCell>
              {STATES.map((state) => (
                <TableCell key={state} label={t(`availability.${state}`)} className="tabular-nums sm:text-end">
                  {hours(department[state])}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
