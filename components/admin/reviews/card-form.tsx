"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { IconButton } from "@/components/ui/actions/icon-button";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input, Textarea } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { Section } from "@/components/ui/layout/card";
import type { ActionResult } from "@/lib/http/result";
import { CRITERIA_MAX, CRITERION_HINT_MAX, CRITERION_NAME_MAX, WEIGHT_MAX } from "@/lib/reviews/rules";
import type { CardInput, CriterionDto } from "@/lib/reviews/schemas";

type Props = { criteria: readonly CriterionDto[]; save: (input: CardInput) => Promise<ActionResult<void>> };
/** `key` is for the list alone: a new criterion has no id yet. */
type Row = { key: string; id?: string; name: string; hint: string; weight: number };

const WEIGHTS = Array.from({ length: WEIGHT_MAX }, (_, index) => ({
  value: String(index + 1),
  label: String(index + 1),
}));

/** The company's card: what chats are judged by, in which order, and how much each counts. */
export function CardForm({ criteria, save }: Props) {
  const t = useTranslations("reviews.card");
  const common = useTranslations("common");
  const [rows, setRows] = useState<Row[]>(() => criteria.map((one) => ({ ...one, key: one.id })));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isSaving, setIsSaving] = useState(false);
  const made = useRef(0);
  const list = useRef<HTMLOListElement>(null);
  const change = (key: string, values: Partial<Row>) => {
    setRows(rows.map((row) => (row.key === key ? { ...row, ...values } : row)));
    setErrors({});
  };
  const move = (index: number, by: number) => {
    const next = [...rows];
    const [row] = next.splice(index, 1);
    if (row) next.splice(index + by, 0, row);
    setRows(next);
  };
  const add = () => {
    made.current += 1;
    setRows([...rows, { key: `new-${made.current}`, name: "", hint: "", weight: 1 }]);
    // Where it is written goes on: the new row is there with the next frame.
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>("li:last-child input")?.focus());
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsSaving(true);
    const result = await save({ criteria: rows.map(({ key: _, ...row }) => row) });
    setIsSaving(false);
    if (result.ok) {
      setErrors({});
      toast.success(common("saved"));
      return;
    }
    setErrors(result.fields ?? { form: result.code });
    const [path = ""] = Object.keys(result.fields ?? {});
    const index = Number(/^criteria\.(\d+)/.exec(path)?.[1] ?? Number.NaN);
    if (!Number.isNaN(index)) list.current?.children[index]?.querySelector<HTMLInputElement>("input")?.focus();
  };
  const isFull = rows.length >= CRITERIA_MAX;
  return (
    <form onSubmit={submit} noValidate>
      <Section
        title={t("title")}
        description={t("intro")}
        footer={
          <>
            <Button icon={<Plus aria-hidden />} onClick={add} disabled={isFull}>
              {t("add")}
            </Button>
            <Button type="submit" variant="primary" pending={isSaving}>
              {common("save")}
            </Button>
          </>
        }
      >
        {rows.length === 0 ? (
          <EmptyState title={t("emptyTitle")} text={t("emptyText")} className="py-4" />
        ) : (
          <ol ref={list} className="space-y-4">
            {rows.map((row, index) => (
              <Criterion
                key={row.key}
                row={row}
                errorOf={(name) => errors[`criteria.${index}.${name}`] ?? null}
                onChange={(values) => change(row.key, values)}
                onUp={index > 0 ? () => move(index, -1) : null}
                onDown={index < rows.length - 1 ? () => move(index, 1) : null}
                onRemove={() => setRows(rows.filter(({ key }) => key !== row.key))}
              />
            ))}
          </ol>
        )}
        <FormError error={errors.form ?? errors.criteria ?? null} className="mt-4" />
      </Section>
    </form>
  );
}

type CriterionProps = {
  row: Row;
  errorOf: (name: "name" | "hint" | "weight") => string | null;
  onChange: (values: Partial<Row>) => void;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
  onRemove: () => void;
};

function Criterion({ row, errorOf, onChange, onUp, onDown, onRemove }: CriterionProps) {
  const t = useTranslations("reviews.card");
  const name = isolate(row.name);
  return (
    <li className="grid gap-4 rounded-md border border-border p-4 sm:grid-cols-[minmax(0,1fr)_6rem_auto]">
      <Field label={t("name")} error={errorOf("name")} required>
        <Input
          value={row.name}
          maxLength={CRITERION_NAME_MAX}
          onChange={({ target }) => onChange({ name: target.value })}
        />
      </Field>
      <Field label={t("weight")} error={errorOf("weight")}>
        <Select
          value={String(row.weight)}
          options={WEIGHTS}
          onChange={({ target }) => onChange({ weight: Number(target.value) })}
        />
      </Field>
      <div className="flex items-end gap-1 sm:pb-1">
        <IconButton
          label={t("up", { name })}
          icon={<ArrowUp aria-hidden />}
          disabled={!onUp}
          onClick={() => onUp?.()}
        />
        <IconButton
          label={t("down", { name })}
          icon={<ArrowDown aria-hidden />}
          disabled={!onDown}
          onClick={() => onDown?.()}
        />
        <IconButton label={t("remove", { name })} icon={<Trash2 aria-hidden />} onClick={onRemove} />
      </div>
      <Field label={t("hint")} error={errorOf("hint")} optional className="sm:col-span-3">
        <Textarea
          rows={1}
          value={row.hint}
          maxLength={CRITERION_HINT_MAX}
          className="min-h-10"
          onChange={({ target }) => onChange({ hint: target.value })}
        />
      </Field>
    </li>
  );
}
