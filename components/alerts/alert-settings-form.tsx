"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type UseFormReturn, useForm, useWatch } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { Range } from "@/components/ui/forms/range";
import { Switch } from "@/components/ui/forms/switch";
import { Section } from "@/components/ui/layout/card";
import { type AlertSettingsInput, alertSettings } from "@/lib/alerts/schemas";
import type { ActionResult } from "@/lib/http/result";
import { MeansTable } from "./means-table";

export type AlertSettingsApi = UseFormReturn<AlertSettingsInput, unknown, AlertSettingsInput>;

type Props = {
  initial: AlertSettingsInput;
  /** Answers the settings as they are stored. */
  save: (settings: AlertSettingsInput) => Promise<ActionResult<AlertSettingsInput>>;
};

/** What an operator hears of, and by which means. */
export function AlertSettingsForm({ initial, save }: Props) {
  const t = useTranslations("alerts.settings");
  const form = useForm({ resolver: zodResolver(alertSettings), defaultValues: initial, mode: "onTouched" });
  const { errors, isSubmitting, defaultValues } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    const result = await callAction(() => save(values));
    if (!result.ok) return showFailure(form, result);
    form.reset(result.data);
    toast.success(t("saved"));
  });
  return (
    <form onSubmit={submit} noValidate className="space-y-6">
      <Section title={t("what")} description={t("whatText")}>
        <MeansTable form={form} />
      </Section>
      <Section title={t("howTitle")}>
        <div className="max-w-xl space-y-5">
          <Volume form={form} />
          <Switch
            {...form.register("soundWhenFocused")}
            defaultChecked={defaultValues?.soundWhenFocused}
            label={t("focused")}
          />
          <Field label={t("repeat")} hint={t("repeatHint")} error={errors.repeatSeconds?.message} optional>
            <Input
              {...form.register("repeatSeconds", { setValueAs: toSeconds })}
              defaultValue={defaultValues?.repeatSeconds ?? ""}
              inputMode="numeric"
              autoComplete="off"
              className="w-28"
            />
          </Field>
        </div>
      </Section>
      <Section
        title={t("quietTitle")}
        footer={
          <Button type="submit" variant="primary" pending={isSubmitting}>
            {t("save")}
          </Button>
        }
      >
        <div className="max-w-xl space-y-5">
          <Switch
            {...form.register("quietWhenAway")}
            defaultChecked={defaultValues?.quietWhenAway}
            label={t("away")}
            hint={t("awayHint")}
          />
          <Switch
            {...form.register("pushesText")}
            defaultChecked={defaultValues?.pushesText}
            label={t("text")}
            hint={t("textHint")}
          />
          <FormError error={errors.root?.message} />
        </div>
      </Section>
    </form>
  );
}

/** An empty field is "once"; what is no number is left for the schema to refuse. */
const toSeconds = (typed: unknown) => (typed === "" || typed === null ? null : Number(typed));

function Volume({ form }: { form: AlertSettingsApi }) {
  const t = useTranslations("alerts.settings");
  const volume = useWatch({ control: form.control, name: "volume" });
  return (
    <Field label={t("volume")} error={form.formState.errors.volume?.message}>
      <span className="flex items-center gap-3">
        <Range
          {...form.register("volume", { valueAsNumber: true })}
          aria-valuetext={t("volumeValue", { volume })}
          min={0}
          max={100}
          step={5}
          defaultValue={form.formState.defaultValues?.volume}
        />
        <span aria-hidden className="text-muted tabular-nums">
          {volume}
        </span>
      </span>
    </Field>
  );
}
