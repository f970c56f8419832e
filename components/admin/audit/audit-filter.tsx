"use client";

import Form from "next/form";
import { useTimeZone, useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { LinkButton } from "@/components/ui/actions/link-button";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { AUDIT_KINDS, type AuditPerson, type AuditQuery } from "@/lib/audit/schemas";

type Props = { query: AuditQuery; people: readonly AuditPerson[]; isFiltered: boolean };

/** What to look for. It changes with the button, because a choice alone must not lead away (WCAG 2.2, 3.2.2). */
export function AuditFilter({ query, people, isFiltered }: Props) {
  const t = useTranslations("audit");
  const zone = useTimeZone();
  return (
    <Form
      // A link, too, leads to other entries: then the fields begin anew.
      key={JSON.stringify(query)}
      action="/admin/audit"
      aria-label={t("filter.title")}
      className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[repeat(4,minmax(0,1fr))_auto]"
    >
      <Field label={t("filter.who")}>
        <Select
          name="who"
          defaultValue={query.who ?? ""}
          options={[
            { value: "", label: t("filter.everybody") },
            { value: "system", label: t("filter.system") },
            { value: "visitor", label: t("filter.visitors") },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Field>
      <Field label={t("filter.kind")}>
        <Select
          name="kind"
          defaultValue={query.kind ?? ""}
          options={[
            { value: "", label: t("filter.everything") },
            ...AUDIT_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
          ]}
        />
      </Field>
      <Field label={t("filter.from")}>
        <Input type="date" name="from" defaultValue={query.from ?? ""} />
      </Field>
      <Field label={t("filter.to")}>
        <Input type="date" name="to" defaultValue={query.to ?? ""} />
      </Field>
      {query.subject && <input type="hidden" name="subject" value={query.subject} />}
      {/* Days begin where whoever looks has their midnight. */}
      <input type="hidden" name="zone" value={zone ?? "UTC"} />
      <div className="flex gap-2 sm:max-lg:col-span-2">
        <Button type="submit" variant="primary" className="min-h-10">
          {t("filter.apply")}
        </Button>
        {isFiltered && (
          <LinkButton href="/admin/audit" className="min-h-10">
            {t("filter.clear")}
          </LinkButton>
        )}
      </div>
    </Form>
  );
}
