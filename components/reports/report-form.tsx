"use client";

import Form from "next/form";
import { type ChangeEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { GROUPINGS, PERIODS } from "@/lib/reports/rules";
import type { ReportDto, ReportQuery } from "@/lib/reports/schemas";

type Props = { query: ReportQuery; period: ReportDto["period"]; departments: ReportDto["departments"] };
type Fields = Record<"period" | "from" | "to" | "department" | "group", string>;

const fieldsOf = ({ period, department = "", group }: ReportQuery, shown: ReportDto["period"]): Fields => ({
  period,
  ...shown,
  department,
  group,
});

/** What is to be shown. It changes with the button, because a choice alone must not lead away (WCAG 2.2, 3.2.2). */
export function ReportForm({ query, period, departments }: Props) {
  const t = useTranslations("reports");
  const [fields, setFields] = useState(() => fieldsOf(query, period));
  const [shown, setShown] = useState(query);
  // A link, too, leads to another report; the focus stays where it is.
  if (shown !== query) {
    setShown(query);
    setFields(fieldsOf(query, period));
  }
  const bind = (name: keyof Fields) => ({
    name,
    value: fields[name],
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLSelectElement>) =>
      setFields({ ...fields, [name]: target.value }),
  });
  const isCustom = fields.period === "custom";
  return (
    <Form
      action="/reports"
      aria-label={t("form.label")}
      className={cn(
        "grid items-end gap-4 sm:grid-cols-2",
        isCustom ? "lg:grid-cols-[repeat(5,minmax(0,1fr))_auto]" : "lg:grid-cols-[repeat(3,minmax(0,1fr))_auto]",
      )}
    >
      <Field label={t("form.period")}>
        <Select {...bind("period")} options={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))} />
      </Field>
      {isCustom && (
        <>
          <Field label={t("form.from")} required>
            <Input type="date" required {...bind("from")} />
          </Field>
          <Field label={t("form.to")} required>
            <Input type="date" required {...bind("to")} />
          </Field>
        </>
      )}
      <Field label={t("form.department")}>
        <Select
          {...bind("department")}
          options={[
            { value: "", label: t("form.all") },
            ...departments.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Field>
      <Field label={t("form.group")}>
        <Select {...bind("group")} options={GROUPINGS.map((value) => ({ value, label: t(`group.${value}`) }))} />
      </Field>
      <Button type="submit" variant="primary" className="min-h-10">
        {t("form.show")}
      </Button>
    </Form>
  );
}
