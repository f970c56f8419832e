"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { SaveBar } from "@/components/admin/forms/save-bar";
import { useUnsavedGuard } from "@/components/admin/forms/use-unsaved-guard";
import { AccountFields } from "@/components/admin/settings/account-fields";
import { RuleFields } from "@/components/admin/settings/rule-fields";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import type { ActionResult } from "@/lib/http/result";
import {
  type ChatSettingsDto,
  type ChatSettingsFormValues,
  chatSettingsFormValues,
  chatSettingsInput,
} from "@/lib/settings/schemas";

type Props = {
  settings: ChatSettingsDto;
  /** Answers the settings as they are stored. */
  save: (values: ChatSettingsFormValues) => Promise<ActionResult<ChatSettingsDto>>;
};

/** The tab of the rules: the account of the CRM connection, and the three rules of chats. */
export function ChatSettingsForm({ settings, save }: Props) {
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
      <AccountFields form={form} hasPassword={hasPassword} />
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
