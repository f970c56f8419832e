"use client";

import { PlugZap } from "lucide-react";
import { useState } from "react";
import { type UseFormReturn, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { withLimit } from "@/components/admin/forms/with-limit";
import { CrmBadge, CrmState } from "@/components/admin/settings/crm-state";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Notice } from "@/components/ui/display/notice";
import { Checkbox } from "@/components/ui/forms/checkbox";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { PasswordInput } from "@/components/ui/forms/password-input";
import { Section } from "@/components/ui/layout/card";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import { CRM_ADDRESS_MAX } from "@/lib/crm/rules";
import type { CrmStateDto, CrmTestDto, CrmTestValues } from "@/lib/crm/schemas";
import type { ActionResult } from "@/lib/http/result";
import {
  type ChatSettingsFormValues,
  type ChatSettingsInput,
  CRM_PASSWORD_MAX,
  LOGIN_MAX,
} from "@/lib/settings/schemas";

export type SettingsFormApi = UseFormReturn<ChatSettingsFormValues, unknown, ChatSettingsInput>;
export type TestCrm = (values: CrmTestValues) => Promise<ActionResult<CrmTestDto>>;

type Props = { form: SettingsFormApi; hasPassword: boolean; crm: CrmStateDto; test: TestCrm };

/** The connection to the CRM: where it is, the account, whether it works, and a test of what stands in the form. */
export function CrmFields({ form, hasPassword, crm, test }: Props) {
  const t = useTranslations("crm");
  const { errors, defaultValues } = form.formState;
  const password = useWatch({ control: form.control, name: "password" });
  return (
    <Section title={t("title")} description={t("text")} actions={<CrmBadge crm={crm} />}>
      <div className="max-w-xl space-y-5">
        <CrmState crm={crm} />
        <Field
          label={t("address")}
          hint={t("addressHint")}
          error={withLimit(errors.crmAddress?.message, CRM_ADDRESS_MAX)}
          optional
        >
          <Input
            {...form.register("crmAddress")}
            defaultValue={defaultValues?.crmAddress}
            type="url"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
        <Field label={t("login")} hint={t("loginHint")} error={withLimit(errors.login?.message, LOGIN_MAX)} optional>
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
        <TestButton form={form} test={test} />
      </div>
    </Section>
  );
}

function TestButton({ form, test }: Pick<Props, "form" | "test">) {
  const t = useTranslations("crm");
  const errorText = useErrorText();
  const [pending, setPending] = useState(false);
  const [answer, setAnswer] = useState<ActionResult<CrmTestDto> | null>(null);
  const run = async () => {
    const { crmAddress, login, password } = form.getValues();
    setPending(true);
    setAnswer(null);
    const result = await callAction(() => test({ crmAddress, login, password }));
    setPending(false);
    const fields = result.ok ? {} : (result.fields ?? {});
    for (const name of ["crmAddress", "login", "password"] as const) {
      const message = fields[name];
      if (message) form.setError(name, { message });
    }
    if (result.ok && result.data.failure === "password") form.setError("password", { message: "crmPasswordRefused" });
    // What stands at a field need not be said twice.
    setAnswer(Object.keys(fields).length > 0 ? null : result);
  };
  return (
    <div className="space-y-3">
      <Button icon={<PlugZap aria-hidden />} pending={pending} onClick={() => void run()}>
        {t("test")}
      </Button>
      <p className="text-muted text-xs">{t("testHint")}</p>
      <div aria-live="polite">
        {answer && !answer.ok && <Notice tone="danger">{errorText(answer.code)}</Notice>}
        {answer?.ok && <TestAnswer answer={answer.data} />}
      </div>
    </div>
  );
}

function TestAnswer({ answer: { failure, text, odataPath } }: { answer: CrmTestDto }) {
  const t = useTranslations("crm");
  if (failure === null) {
    return <Notice tone="success">{t("testWorks", { path: odataPath === "/odata" ? "core" : "framework" })}</Notice>;
  }
  return (
    <Notice tone="danger">
      {failure !== "password" && <p>{t(`failures.${failure}`)}</p>}
      {text !== "" && <p className="mt-1 break-words text-xs">{t("said", { text })}</p>}
    </Notice>
  );
}
