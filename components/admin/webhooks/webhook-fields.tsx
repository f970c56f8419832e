"use client";

import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Checkbox } from "@/components/ui/forms/checkbox";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { RadioCards } from "@/components/ui/forms/radio-cards";
import { Switch } from "@/components/ui/forms/switch";
import type { DepartmentOption } from "@/lib/operators/schemas";
import { WEBHOOK_EVENTS, WEBHOOK_NAME_MAX, WEBHOOK_URL_MAX, type WebhookEventType } from "@/lib/webhooks/rules";
import { textKeyOf } from "./event-text";

export type WebhookFormValues = {
  name: string;
  url: string;
  events: WebhookEventType[];
  scope: "all" | "some";
  departmentIds: string[];
  isEnabled: boolean;
};

type Props = {
  form: UseFormReturn<WebhookFormValues>;
  departments: readonly DepartmentOption[];
  allowsPrivate: boolean;
};

/** Where to, what about, and of which departments. */
export function WebhookFields({ form, departments, allowsPrivate }: Props) {
  const t = useTranslations("webhooks");
  const { register, watch } = form;
  const { errors } = form.formState;
  return (
    <>
      <Field label={t("name")} error={errors.name?.message} required>
        <Input {...register("name")} maxLength={WEBHOOK_NAME_MAX} autoComplete="off" />
      </Field>
      <Field
        label={t("url")}
        hint={allowsPrivate ? t("urlHintPrivate") : t("urlHint")}
        error={errors.url?.message}
        required
      >
        <Input
          {...register("url")}
          type="url"
          inputMode="url"
          dir="ltr"
          maxLength={WEBHOOK_URL_MAX}
          placeholder="https://example.com/foyer"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Field label={t("events")} error={errors.events?.message} group required>
        <div className="space-y-2.5">
          {WEBHOOK_EVENTS.map((type) => (
            <Checkbox
              key={type}
              {...register("events")}
              value={type}
              label={<code className="text-sm">{type}</code>}
              hint={t(`about.${textKeyOf(type)}`)}
            />
          ))}
        </div>
      </Field>
      <RadioCards
        {...register("scope")}
        label={t("departments")}
        columns={2}
        options={[
          { value: "all", label: t("allDepartments") },
          { value: "some", label: t("someDepartments") },
        ]}
      />
      {watch("scope") === "some" && (
        <Field label={t("whichDepartments")} error={errors.departmentIds?.message} group>
          <div className="max-h-56 space-y-2 overflow-y-auto">
            {departments.map(({ id, name }) => (
              <Checkbox key={id} {...register("departmentIds")} value={id} label={<bdi>{name}</bdi>} />
            ))}
          </div>
        </Field>
      )}
      <Switch {...register("isEnabled")} label={t("enabled")} hint={t("enabledHint")} />
    </>
  );
}
