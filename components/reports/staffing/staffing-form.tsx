"use client";

import Form from "next/form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { CHATS_PER_OPERATOR_MAX, SECONDS, SHARES, type StaffingDto, WEEKS } from "@/lib/staffing/schemas";

/** Whose demand, and what is to be reached. It changes with the button alone (WCAG 2.2, 3.2.2). */
export function StaffingForm({ staffing }: { staffing: StaffingDto }) {
  const t = useTranslations("staffing");
  const { departments, department, weeks, share, seconds, chats } = staffing;
  const choices = (numbers: readonly number[], label: (number: number) => string) =>
    numbers.map((number) => ({ value: String(number), label: label(number) }));
  return (
    <Form
      // What was asked for is what the fields begin with, also after a link.
      key={JSON.stringify([department?.id, weeks, share, seconds, chats])}
      action="/reports/staffing"
      aria-label={t("form.label")}
      className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[2fr_repeat(4,minmax(0,1fr))_auto]"
    >
      <Field label={t("form.department")}>
        <Select
          name="department"
          defaultValue={department?.id}
          options={departments.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      <Field label={t("form.weeks")}>
        <Select name="weeks" defaultValue={weeks} options={choices(WEEKS, (count) => t("weeks", { count }))} />
      </Field>
      <Field label={t("form.share")}>
        <Select name="share" defaultValue={share} options={choices(SHARES, (percent) => t("share", { percent }))} />
      </Field>
      <Field label={t("form.seconds")}>
        <Select name="seconds" defaultValue={seconds} options={choices(SECONDS, (count) => t("seconds", { count }))} />
      </Field>
      <Field label={t("form.chats")}>
        <Input type="number" name="chats" min={1} max={CHATS_PER_OPERATOR_MAX} required defaultValue={chats} />
      </Field>
      <Button type="submit" variant="primary" className="min-h-10">
        {t("form.show")}
      </Button>
    </Form>
  );
}
