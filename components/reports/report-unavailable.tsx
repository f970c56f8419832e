"use client";

import { ChartColumn } from "lucide-react";
import { useTranslations } from "use-intl";
import { LinkButton } from "@/components/ui/actions/link-button";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";

/** Instead of a report for which the database has no time now. */
export function ReportUnavailable() {
  const t = useTranslations("reports");
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} />
      <Card>
        <EmptyState
          icon={<ChartColumn />}
          title={t("unavailableTitle")}
          text={t("unavailableText")}
          action={<LinkButton href="/reports">{t("period.week")}</LinkButton>}
        />
      </Card>
    </>
  );
}
