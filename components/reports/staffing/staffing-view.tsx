"use client";

import { History, Users } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { LinkButton } from "@/components/ui/actions/link-button";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import type { StaffingDto } from "@/lib/staffing/schemas";
import { StaffingForm } from "./staffing-form";
import { useWeekdayText, WeekTable } from "./week-table";

/** How many operators a department needs in each hour of the week, and what that is taken from. */
export function StaffingView({ staffing }: { staffing: StaffingDto }) {
  const t = useTranslations("staffing");
  const { department, hours, handlingSeconds } = staffing;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("lead")}
        back={{ href: "/reports", label: t("back") }}
        actions={
          <LinkButton
            href={department ? `/reports/staffing/what-if?department=${department.id}` : "/reports/staffing/what-if"}
            icon={<History aria-hidden />}
          >
            {t("whatIfLink")}
          </LinkButton>
        }
      />
      {department === null ? (
        <Card>
          <EmptyState icon={<Users />} title={t("noDepartmentsTitle")} text={t("noDepartmentsText")} />
        </Card>
      ) : (
        <div className="space-y-6">
          <StaffingForm staffing={staffing} />
          {handlingSeconds === null || hours.length === 0 ? (
            <Card>
              <EmptyState icon={<Users />} title={t("emptyTitle")} text={t("emptyText")} />
            </Card>
          ) : (
            <>
              <Summary staffing={staffing} department={department.name} handlingSeconds={handlingSeconds} />
              <WeekTable hours={hours} />
              <p className="max-w-prose text-muted text-xs">{t("method")}</p>
            </>
          )}
        </div>
      )}
    </>
  );
}

type SummaryProps = { staffing: StaffingDto; department: string; handlingSeconds: number };

function Summary({ staffing, department, handlingSeconds }: SummaryProps) {
  const t = useTranslations("staffing");
  const format = useFormatter();
  const weekdayText = useWeekdayText();
  const { hours, weeks, arrivals, share, seconds, zone } = staffing;
  // Of hours that need as many, the one in which they have the most to do: occupancy is below 1.
  const busiest = hours.reduce((most, one) =>
    one.operators + one.occupancy > most.operators + most.occupancy ? one : most,
  );
  const total = hours.reduce((sum, { operators }) => sum + operators, 0);
  return (
    <div role="status" className="space-y-1">
      <p className="font-medium">{t("summary", { department: isolate(department), share, seconds, hours: total })}</p>
      <p className="text-muted">
        {t("busiest", {
          weekday: weekdayText(busiest.weekday),
          hour: `${busiest.hour}:00`,
          operators: busiest.operators,
          arrivals: format.number(busiest.arrivals, { maximumFractionDigits: 1 }),
        })}
      </p>
      <p className="text-muted">
        {t("basis", {
          arrivals,
          weeks,
          minutes: format.number(handlingSeconds / 60, { maximumFractionDigits: 1 }),
          zone: isolate(zone),
        })}
      </p>
    </div>
  );
}
