"use client";

import { useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { ColorField } from "@/components/admin/forms/color-field";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { RadioCards } from "@/components/ui/forms/radio-cards";
import { Switch } from "@/components/ui/forms/switch";
import { Section } from "@/components/ui/layout/card";
import { OFFSET_MAX } from "@/lib/appearance/rules";
import type { AppearanceFormApi } from "./form-api";

type Props = { form: AppearanceFormApi; isDepartment: boolean };

/** Colour, and where and how the widget stands on a page. */
export function LookSection({ form, isDepartment }: Props) {
  const t = useTranslations("appearance.look");
  const { register, control } = form;
  const { errors } = form.formState;
  const ownLook = useWatch({ control, name: "ownLook" });
  return (
    <Section title={t("title")}>
      <div className="space-y-6">
        <ColorField control={control} label={t("color")} hint={t("colorHint")} />
        {isDepartment && <Switch {...register("ownLook")} label={t("own")} hint={t("ownHint")} />}
        {(ownLook || !isDepartment) && (
          <>
            <div>
              <RadioCards
                {...register("look.position")}
                label={t("position")}
                columns={2}
                options={[
                  { value: "end", label: t("end"), icon: <Corner side="end" /> },
                  { value: "start", label: t("start"), icon: <Corner side="start" /> },
                ]}
              />
              <p className="mt-1.5 text-muted text-xs">{t("mirrored")}</p>
            </div>
            <div className="grid gap-x-4 gap-y-5 sm:grid-cols-2">
              {(["offsetX", "offsetY"] as const).map((name) => (
                <Field
                  key={name}
                  label={t(name)}
                  hint={name === "offsetX" ? t("offsetHint", { max: OFFSET_MAX }) : undefined}
                  error={errors.look?.[name]?.message}
                >
                  <Input {...register(`look.${name}`)} inputMode="numeric" autoComplete="off" />
                </Field>
              ))}
            </div>
            <RadioCards
              {...register("look.theme")}
              label={t("theme")}
              columns={3}
              options={(["auto", "light", "dark"] as const).map((value) => ({ value, label: t(value) }))}
            />
            <Switch {...register("look.sound")} label={t("sound")} hint={t("soundHint")} />
            <Switch {...register("look.showsReturning")} label={t("returning")} hint={t("returningHint")} />
          </>
        )}
      </div>
    </Section>
  );
}

/** A page with the launcher in one of its corners. */
const Corner = ({ side }: { side: "start" | "end" }) => (
  <span aria-hidden className="relative mt-0.5 h-7 w-10 shrink-0 rounded-sm border border-border-strong bg-surface">
    <span className={`absolute bottom-1 size-2 rounded-full bg-accent ${side === "end" ? "right-1" : "left-1"}`} />
  </span>
);
