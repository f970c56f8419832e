"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { SaveBar } from "@/components/admin/forms/save-bar";
import { useUnsavedGuard } from "@/components/admin/forms/use-unsaved-guard";
import { CrmFields, type TestCrm } from "@/components/admin/settings/crm-fields";
import { RuleFields } from "@/components/admin/settings/rule-fields";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { Section } from "@/components/ui/layout/card";
import type { CrmStateDto } from "@/lib/crm/schemas";
import type { ActionResult } from "@/lib/http/result";
import {
  type ChatSettingsDto,
  type ChatSettingsFormValues,
  chatSettingsFormValues,
  chatSettingsInput,
} from "@/lib/settings/schemas";

type Props = {
  settings: ChatSettingsDto;
  crm: CrmStateDto;
  testCrm: TestCrm;
  /** Answers the settings as they are stored. */
  save: (values: ChatSettingsFormValues) => Promise<ActionResult<ChatSettingsDto>>;
};

/** The tab of the rules: the CRM connection, and the three rules of chats. */
export function ChatSettingsForm({ settings, crm, testCrm, save }: Props) {
  const t = useTranslations("settings.rules");
  const common = useTranslations("common");
  const tForm = useTranslations("admin.department");
  const [hasPassword, setHasPassword] = useState(settings.hasPassword);
  const form = useForm({
    resolver: zodResolver(chatSettingsInput),
    defaultValues: chatSettingsFormValues(settings),
    mode: "onTouched",
  });
  const { errors, isDirty, isSubmitting } = form.formState;
  const guard = useUnsavedGuard(isDirty);

  const submit = form.handleSubmit(async () => {
    const result = await callAction(() => save(form.getValues()));
    if (!result.ok) return showFailure(form, result);
    form.reset(chatSettingsFormValues(result.data));
    setHasPassword(result.data.hasPassword);
    toast.success(t("saved"));
  });

  const { root, noticeTexts, ...fieldErrors } = errors;
  const wrong = [...Object.keys(fieldErrors), ...Object.keys(noticeTexts ?? {})];
  return (
    <form onSubmit={submit} noValidate className="space-y-6">
      {guard}
      <Section title={t("moduleTitle")}>
        <Field label={t("name")} required className="max-w-xl">
          <Input value={t("nameValue")} readOnly />
        </Field>
      </Section>
      <CrmFields form={form} hasPassword={hasPassword} crm={crm} test={testCrm} />
      <RuleFields form={form} />
      <SaveBar
        error={root?.message}
        fieldErrors={wrong.length}
        isDirty={isDirty}
        isSaving={isSubmitting}
        saveLabel={common("save")}
      >
        {isDirty && (
          <Button variant="ghost" onClick={() => form.reset()}>
            {tForm("discard")}
          </Button>
        )}
      </SaveBar>
    </form>
  );
}
