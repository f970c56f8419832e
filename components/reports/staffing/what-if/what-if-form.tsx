"use client";

import Form from "next/form";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { PERIODS } from "@/lib/reports/rules";
import { SECONDS } from "@/lib/staffing/schemas";
import {
  type AskedWhatIf,
  FROM_HOURS,
  OPERATORS,
  STRATEGIES,
  TO_HOURS,
  type WhatIfDto,
  type WhatIfField,
} from "@/lib/staffing/what-if-schemas";

type Props = { whatIf: WhatIfDto; asked: AskedWhatIf };

const AT_MIDNIGHT = Date.UTC(2024, 0, 1);

/** Which days, and what is to be otherwise. It changes with the button alone (WCAG 2.2, 3.2.2), and its address says all. */
export function WhatIfForm({ whatIf, asked: { query, typed, errors } }: Props) {
  const t = useTranslations("staffing.whatIf");
  const ofReports = useTranslations("reports");
  const ofStaffing = useTranslations("staffing");
  const format = useFormatter();
  const [period, setPeriod] = useState(typed.period ?? query.period);
  const { departments, operators, set } = whatIf;
  const field = (name: WhatIfField) => ({ name, defaultValue: typed[name] ?? "" });
  const isAsSet = (value: number | string | null) => t("form.asIsValue", { value: value ?? t("form.differs") });
  const hours = (list: readonly number[]) => [
    { value: "", label: t("none") },
    ...list.map((hour) => ({
      value: String(hour),
      label:
        hour === 24
          ? "24:00"
          : format.dateTime(AT_MIDNIGHT + hour * 3_600_000, { timeZone: "UTC", timeStyle: "short" }),
    })),
  ];
  return (
    <Form action="/reports/staffing/what-if" aria-label={t("form.label")} className="space-y-5">
      <fieldset className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <legend className="sr-only">{t("form.days")}</legend>
        <Field label={ofReports("form.period")} error={errors?.period ?? null}>
          <Select
            name="period"
            value={period}
            onChange={({ target }) => setPeriod(target.value)}
            options={PERIODS.map((value) => ({ value, label: ofReports(`period.${value}`) }))}
          />
        </Field>
        {period === "custom" && (
          <>
            <Field label={ofReports("form.from")} required error={errors?.from ?? null}>
              <Input type="date" required {...field("from")} defaultValue={typed.from ?? whatIf.period.from} />
            </Field>
            <Field label={ofReports("form.to")} required error={errors?.to ?? null}>
              <Input type="date" required {...field("to")} defaultValue={typed.to ?? whatIf.period.to} />
            </Field>
          </>
        )}
        <Field label={ofReports("form.department")} error={errors?.department ?? null}>
          <Select
            {...field("department")}
            options={[
              { value: "", label: ofReports("form.all") },
              ...departments.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
        <Field label={t("form.seconds")} error={errors?.seconds ?? null}>
          <Select
            name="seconds"
            defaultValue={typed.seconds ?? query.seconds}
            options={SECONDS.map((count) => ({ value: String(count), label: ofStaffing("seconds", { count }) }))}
          />
        </Field>
      </fieldset>
      <fieldset className="rounded-lg border border-border bg-surface px-5 pt-2 pb-5">
        <legend className="px-1 font-semibold text-base">{t("form.changes")}</legend>
        <p className="mb-4 text-muted text-xs">{t("form.changesHint")}</p>
        <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <Field label={t("form.operators")} error={errors?.operators ?? null}>
            <Select
              {...field("operators")}
              options={[
                ...OPERATORS.filter((count) => count < 0).map((count) => ({
                  value: String(count),
                  label: t("form.fewer", { count: -count }),
                })),
                { value: "", label: t("form.asIs") },
                ...OPERATORS.filter((count) => count > 0).map((count) => ({
                  value: String(count),
                  label: t("form.more", { count }),
                })),
              ]}
            />
          </Field>
          <div className="grid grid-cols-2 gap-x-4">
            <Field label={t("form.fromHour")} error={errors?.fromHour ?? null}>
              <Select {...field("fromHour")} options={hours(FROM_HOURS)} />
            </Field>
            <Field label={t("form.toHour")} error={errors?.toHour ?? null}>
              <Select {...field("toHour")} options={hours(TO_HOURS)} />
            </Field>
            <p className="col-span-2 mt-1.5 text-muted text-xs">{t("form.hoursHint")}</p>
          </div>
          <Field label={t("form.without")} error={errors?.without ?? null}>
            <Select
              {...field("without")}
              options={[
                { value: "", label: t("form.nobody") },
                ...operators.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Field>
          <Field label={t("form.load")} hint={isAsSet(set.load)} error={errors?.load ?? null}>
            <Input inputMode="numeric" autoComplete="off" {...field("load")} />
          </Field>
          <Field label={t("form.reassign")} hint={isAsSet(set.reassign)} error={errors?.reassign ?? null}>
            <Input inputMode="numeric" autoComplete="off" {...field("reassign")} />
          </Field>
          <Field label={t("form.idle")} hint={isAsSet(set.idle)} error={errors?.idle ?? null}>
            <Input inputMode="numeric" autoComplete="off" {...field("idle")} />
          </Field>
          <Field label={t("form.queue")} hint={isAsSet(set.queue)} error={errors?.queue ?? null}>
            <Input inputMode="numeric" autoComplete="off" {...field("queue")} />
          </Field>
          <Field
            label={t("form.overflow")}
            hint={t("form.overflowHint", { asIs: isAsSet(set.overflow) })}
            error={errors?.overflow ?? null}
          >
            <Input inputMode="numeric" autoComplete="off" {...field("overflow")} />
          </Field>
          <Field
            label={t("form.strategy")}
            hint={isAsSet(set.strategy && t(`strategy.${set.strategy}`))}
            error={errors?.strategy ?? null}
          >
            <Select
              {...field("strategy")}
              options={[
                { value: "", label: t("form.asIs") },
                ...STRATEGIES.map((value) => ({ value, label: t(`strategy.${value}`) })),
              ]}
            />
          </Field>
        </div>
      </fieldset>
      <Button type="submit" variant="primary" className="min-h-10">
        {t("form.show")}
      </Button>
    </Form>
  );
}
