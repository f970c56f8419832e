"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import type { ActionResult } from "@/lib/http/result";
import { LOCALE_NAMES, LOCALES } from "@/lib/i18n/locales";
import { type ProfileInput, profileInput } from "@/lib/operators/schemas";

type Props = { email: string; initial: ProfileInput; save: (input: ProfileInput) => Promise<ActionResult<void>> };

/** Worded when it is shown: the language may be what was saved. */
function SavedText() {
  return useTranslations("common")("saved");
}

export function ProfileForm({ email, initial, save }: Props) {
  const t = useTranslations("auth.account");
  const common = useTranslations("common");
  const form = useForm({ resolver: zodResolver(profileInput), defaultValues: initial });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    const result = await callAction(() => save(values));
    if (!result.ok) return showFailure(form, result);
    form.reset(values);
    toast.success(<SavedText />);
  });
  const locales = LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }));
  return (
    <form onSubmit={submit} noValidate className="max-w-md space-y-4">
      <FormError error={errors.root?.message} />
      <Field label={t("name")} hint={t("nameHint")} error={errors.name?.message} required>
        <Input {...form.register("name")} autoComplete="name" />
      </Field>
      <Field label={t("email")} hint={t("emailHint")}>
        <Input type="email" value={email} readOnly autoComplete="email" />
      </Field>
      <Field label={common("language")} error={errors.locale?.message}>
        <Select
          {...form.register("locale", { setValueAs: (value: string | null) => value || null })}
          options={[{ value: "", label: t("localeOfBrowser") }, ...locales]}
        />
      </Field>
      <Button type="submit" variant="primary" pending={isSubmitting}>
        {common("save")}
      </Button>
    </form>
  );
}
