"use client";

import Form from "next/form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { Select } from "@/components/ui/forms/select";
import { REVIEW_PERIODS } from "@/lib/reviews/rules";
import type { ReviewedOperator, ReviewsDto, ReviewsQuery } from "@/lib/reviews/schemas";

/** Whose reviews, of which time. It changes with the button, because a choice alone must not lead away (WCAG 2.2, 3.2.2). */
export function ReviewsFilter({ query, choices }: { query: ReviewsQuery; choices: ReviewsDto["choices"] }) {
  const t = useTranslations("reviews.filter");
  const named = (all: readonly ReviewedOperator[]) => [
    { value: "", label: t("all") },
    ...all.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Form
      // Another choice by a link begins the form anew.
      key={JSON.stringify(query)}
      action="/reviews"
      aria-label={t("label")}
      className="grid items-end gap-4 sm:grid-cols-[repeat(3,minmax(0,1fr))_auto]"
    >
      <Field label={t("period")}>
        <Select
          name="days"
          defaultValue={String(query.days)}
          options={REVIEW_PERIODS.map((days) => ({ value: String(days), label: t("days", { days }) }))}
        />
      </Field>
      {choices.departments.length > 0 && (
        <>
          <Field label={t("department")}>
            <Select name="department" defaultValue={query.department ?? ""} options={named(choices.departments)} />
          </Field>
          <Field label={t("operator")}>
            <Select name="operator" defaultValue={query.operator ?? ""} options={named(choices.operators)} />
          </Field>
        </>
      )}
      <Button type="submit" variant="primary" className="min-h-10">
        {t("show")}
      </Button>
    </Form>
  );
}
