"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/display/badge";
import { RelativeTime } from "@/components/ui/display/relative-time";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import { Section } from "@/components/ui/layout/card";
import { LATE_WARN_SECONDS } from "@/lib/health/rules";
import type { HealthJob } from "@/lib/health/schemas";
import { useSecondsText } from "./use-fact-text";

/** When each timed job last ran, and whether it should have. */
export function JobTable({ jobs }: { jobs: readonly HealthJob[] }) {
  const t = useTranslations("health.jobList");
  const secondsText = useSecondsText();
  return (
    <Section title={t("title")} description={t("text")}>
      <Table label={t("title")}>
        <TableHead>
          <TableRow>
            <TableHeader>{t("name")}</TableHeader>
            <TableHeader>{t("every")}</TableHeader>
            <TableHeader>{t("lastRun")}</TableHeader>
            <TableHeader>{t("state")}</TableHeader>
          </TableRow>
        </TableHead>
        <tbody>
          {jobs.map((job) => (
            <TableRow key={job.name}>
              <TableCell>
                <code dir="ltr" className="break-all text-sm">
                  {job.name}
                </code>
              </TableCell>
              <TableCell label={t("every")} className="tabular-nums">
                {secondsText(job.everySeconds)}
              </TableCell>
              <TableCell label={t("lastRun")} className="text-muted">
                {job.lastRunAt === null ? t("never") : <RelativeTime value={job.lastRunAt} />}
              </TableCell>
              <TableCell label={t("state")}>
                <JobState job={job} />
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function JobState({ job: { isOverdue, hasFailed, lateSeconds } }: { job: HealthJob }) {
  const t = useTranslations("health.jobList");
  if (hasFailed) return <Badge tone="danger">{t("failed")}</Badge>;
  if ((lateSeconds ?? 0) > LATE_WARN_SECONDS) return <Badge tone="danger">{t("late")}</Badge>;
  return isOverdue ? <Badge tone="warning">{t("overdue")}</Badge> : <Badge tone="success">{t("ok")}</Badge>;
}
