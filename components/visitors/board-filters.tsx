"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { type BoardFilter, STATE_GROUPS } from "@/lib/presences/rules";
import { VISITOR_STATES, type VisitorBoardDto } from "@/lib/presences/schemas";

type Props = {
  filter: BoardFilter;
  departments: VisitorBoardDto["departments"];
  onChange: (filter: BoardFilter) => void;
};

export function BoardFilters({ filter, departments, onChange }: Props) {
  const t = useTranslations("visitors.board");
  return (
    <search aria-label={t("filters")} className="grid gap-4 sm:grid-cols-3">
      <Field label={t("filterPage")}>
        <Input value={filter.page} onChange={(event) => onChange({ ...filter, page: event.target.value })} />
      </Field>
      <Field label={t("filterState")}>
        <Select
          value={filter.state}
          onChange={(event) => onChange({ ...filter, state: event.target.value })}
          options={[
            { value: "", label: t("all") },
            ...[...STATE_GROUPS, ...VISITOR_STATES].map((state) => ({ value: state, label: t("stateOf", { state }) })),
          ]}
        />
      </Field>
      <Field label={t("filterDepartment")}>
        <Select
          value={filter.departmentId}
          onChange={(event) => onChange({ ...filter, departmentId: event.target.value })}
          options={[{ value: "", label: t("all") }, ...departments.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </Field>
    </search>
  );
}
