"use client";

import { Plus, Trash2 } from "lucide-react";
import { Controller, useFieldArray, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { withLimit } from "@/components/admin/forms/with-limit";
import { Button } from "@/components/ui/actions/button";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { Switch } from "@/components/ui/forms/switch";
import { Section } from "@/components/ui/layout/card";
import { PROACTIVE_PATH_MAX, PROACTIVE_RULES_MAX, PROACTIVE_TEXT_MAX } from "@/lib/appearance/schemas";
import { randomToken } from "@/lib/ids";
import type { AppearanceFormApi, Languages } from "./form-api";
import { LanguageTexts } from "./language-texts";

type Props = { form: AppearanceFormApi; languages: Languages; isDepartment: boolean };

const ID_BYTES = 6;
const DELAY_SECONDS = "20";

/** Messages that the widget shows by itself, page by page. */
export function ProactiveSection({ form, languages, isDepartment }: Props) {
  const t = useTranslations("appearance.proactive");
  const { control, register } = form;
  const own = useWatch({ control, name: "ownProactive" });
  const { fields, append, remove } = useFieldArray({ control, name: "proactive", keyName: "row" });
  const isFull = fields.length >= PROACTIVE_RULES_MAX;
  return (
    <Section title={t("title")} description={t("lead")}>
      <div className="space-y-5">
        {isDepartment && <Switch {...register("ownProactive")} label={t("own")} hint={t("ownHint")} />}
        {(own || !isDepartment) && (
          <>
            {fields.length === 0 && <p className="text-muted">{t("empty")}</p>}
            <ul className="space-y-4">
              {fields.map(({ row }, index) => (
                <li key={row} className="rounded-md border border-border p-4">
                  <Rule form={form} index={index} languages={languages} onRemove={() => remove(index)} />
                </li>
              ))}
            </ul>
            <Button
              size="sm"
              icon={<Plus aria-hidden />}
              disabled={isFull}
              onClick={() => append({ id: randomToken(ID_BYTES), path: "", delay: DELAY_SECONDS, text: {} })}
            >
              {t("add")}
            </Button>
            {isFull && <p className="text-muted text-xs">{t("full", { max: PROACTIVE_RULES_MAX })}</p>}
          </>
        )}
      </div>
    </Section>
  );
}

type RuleProps = { form: AppearanceFormApi; index: number; languages: Languages; onRemove: () => void };

function Rule({ form, index, languages, onRemove }: RuleProps) {
  const t = useTranslations("appearance.proactive");
  const { register, control } = form;
  const errors = form.formState.errors.proactive?.[index];
  const number = index + 1;
  return (
    <fieldset className="space-y-4">
      <div className="flex items-center justify-between gap-3">
        <legend className="float-start font-semibold">{t("rule", { number })}</legend>
        <IconButton label={t("remove", { number })} icon={<Trash2 aria-hidden />} size="sm" onClick={onRemove} />
      </div>
      <div className="grid gap-x-4 gap-y-4 sm:grid-cols-[1fr_9rem]">
        <Field label={t("path")} hint={t("pathHint")} error={withLimit(errors?.path?.message, PROACTIVE_PATH_MAX)}>
          <Input
            {...register(`proactive.${index}.path`)}
            dir="ltr"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            placeholder="/pricing"
            className="font-mono"
          />
        </Field>
        <Field label={t("delay")} error={errors?.delay?.message}>
          <Input {...register(`proactive.${index}.delay`)} inputMode="numeric" autoComplete="off" />
        </Field>
      </div>
      <Controller
        control={control}
        name={`proactive.${index}.text`}
        render={({ field: { value, onChange, onBlur } }) => (
          <LanguageTexts
            label={t("text")}
            value={value}
            onChange={onChange}
            onBlur={onBlur}
            languages={languages}
            max={PROACTIVE_TEXT_MAX}
            errors={errors?.text}
          />
        )}
      />
    </fieldset>
  );
}
