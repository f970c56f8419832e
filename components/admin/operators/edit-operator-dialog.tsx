"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { RoleCards } from "@/components/admin/operators/role-cards";
import { callAction } from "@/components/forms/call-action";
import { Checkbox } from "@/components/ui/forms/checkbox";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Select } from "@/components/ui/forms/select";
import { FormDialog } from "@/components/ui/overlays/form-dialog";
import type { ActionResult } from "@/lib/http/result";
import {
  type DepartmentOption,
  LINE_MAX,
  type OperatorDto,
  operatorRole,
  type UpdateOperatorInput,
} from "@/lib/operators/schemas";

type Props = {
  operator: OperatorDto;
  departments: DepartmentOption[];
  update: (operatorId: string, input: UpdateOperatorInput) => Promise<ActionResult<void>>;
  onClose: () => void;
};

const LINES = Array.from({ length: LINE_MAX }, (_, i) => i + 1);

/** Role and departments of one operator. There is nothing to type, so nothing can be mistyped. */
export function EditOperatorDialog({ operator, departments, update, onClose }: Props) {
  const t = useTranslations("operators");
  const common = useTranslations("common");
  const [role, setRole] = useState(operator.role);
  const [lines, setLines] = useState(
    () => new Map(operator.memberships.map(({ departmentId, line }) => [departmentId, line])),
  );
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);

  const setLine = (departmentId: string, line: number | null) => {
    const next = new Map(lines);
    if (line === null) next.delete(departmentId);
    else next.set(departmentId, line);
    setLines(next);
  };
  const save = async () => {
    setPending(true);
    setError(undefined);
    const memberships = Array.from(lines, ([departmentId, line]) => ({ departmentId, line }));
    const result = await callAction(() => update(operator.id, { role, memberships }));
    setPending(false);
    if (!result.ok) return setError(result.code === "conflict" ? "lastAdmin" : result.code);
    toast.success(common("saved"));
    onClose();
  };
  return (
    <FormDialog
      title={t("editTitle", { name: operator.name })}
      size="md"
      isBusy={pending}
      onSubmit={save}
      onClose={onClose}
    >
      <FormError error={error} />
      <RoleCards value={role} onValueChange={(value) => setRole(operatorRole.parse(value))} />
      <Field label={t("departments")} hint={t("linesHint")} group>
        {departments.length === 0 && <p className="text-muted">{t("noDepartments")}</p>}
        <ul className="divide-y divide-border">
          {departments.map(({ id, name }) => {
            const line = lines.get(id);
            return (
              <li key={id} className="flex min-h-12 items-center justify-between gap-4 py-1">
                <Checkbox
                  label={<bdi>{name}</bdi>}
                  checked={line !== undefined}
                  onChange={(event) => setLine(id, event.currentTarget.checked ? 1 : null)}
                />
                {line !== undefined && (
                  <Select
                    className="w-28 shrink-0"
                    aria-label={t("lineOf", { name })}
                    value={String(line)}
                    onChange={(event) => setLine(id, Number(event.currentTarget.value))}
                    options={LINES.map((value) => ({ value: String(value), label: t("line", { line: value }) }))}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </Field>
    </FormDialog>
  );
}
