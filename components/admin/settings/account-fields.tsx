"use client";

import { Unplug } from "lucide-react";
import { type UseFormReturn, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { withLimit } from "@/components/admin/forms/with-limit";
import { Badge } from "@/components/ui/display/badge";
import { Checkbox } from "@/components/ui/forms/checkbox";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { PasswordInput } from "@/components/ui/forms/password-input";
import { Section } from "@/components/ui/layout/card";
import {
  type ChatSettingsFormValues,
  type ChatSettingsInput,
  CRM_PASSWORD_MAX,
  LOGIN_MAX,
} from "@/lib/settings/schemas";

export type SettingsFormApi = UseFormReturn<ChatSettingsFormValues, unknown, ChatSettingsInput>;

/** The module's name, which nobody changes here, and the account of the CRM connection. */
export function AccountFields({ form, hasPassword }: { form: SettingsFormApi; hasPassword: boolean }) {
  const t = useTranslations("settings.rules");
  const { errors, defaultValues } = form.formState;
  const password = useWatch({ control: form.control, name: "password" });
  return (
    <>
      <Section title={t("moduleTitle")}>
        <Field label={t("name")} required className="max-w-xl">
          <Input value={t("nameValue")} readOnly />
        </Field>
      </Section>
      <Section
        title={t("accountTitle")}
        description={t("accountText")}
        actions={<Badge icon={<Unplug aria-hidden />}>{t("notConnected")}</Badge>}
      >
        <div className="max-w-xl space-y-5">
          <p className="text-muted">{t("notConnectedText")}</p>
          <Field label={t("login")} error={withLimit(errors.login?.message, LOGIN_MAX)} optional>
            <Input
              {...form.register("login")}
              defaultValue={defaultValues?.login}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          </Field>
          <Field
            label={t("password")}
            hint={hasPassword ? t("passwordKept") : t("passwordHint")}
            error={withLimit(errors.password?.message, CRM_PASSWORD_MAX)}
            optional
          >
            <PasswordInput {...form.register("password")} autoComplete="new-password" />
          </Field>
          {hasPassword && password === "" && (
            <Checkbox {...form.register("removePassword")} label={t("removePassword")} />
          )}
        </div>
      </Section>
    </>
  );
}
