"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { LinkButton } from "@/components/ui/actions/link-button";
import { Notice } from "@/components/ui/display/notice";
import { Checkbox } from "@/components/ui/forms/checkbox";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { PasswordInput } from "@/components/ui/forms/password-input";
import type { ActionResult } from "@/lib/http/result";
import { PASSWORD_MIN, type SetupInput, setupInput } from "@/lib/operators/schemas";

type Props = { completeSetup: (input: SetupInput) => Promise<ActionResult<{ isDemoMissing: true }>> };

export function SetupForm({ completeSetup }: Props) {
  const t = useTranslations("auth.setup");
  const [isDemoMissing, setDemoMissing] = useState(false);
  const form = useForm({
    resolver: zodResolver(setupInput),
    defaultValues: { companyName: "", name: "", email: "", password: "", withDemo: true },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    const result = await callAction(() => completeSetup(values));
    if (result.ok) setDemoMissing(true);
    // Somebody else has finished the setup meanwhile: this page does not exist any more.
    else if (result.code === "not_found") window.location.reload();
    else showFailure(form, result);
  });
  if (isDemoMissing) {
    return (
      <div className="space-y-4">
        <Notice tone="warning" role="alert" title={t("demoMissingTitle")}>
          {t("demoMissingText")}
        </Notice>
        <LinkButton href="/admin/start" variant="primary">
          {t("demoMissingAction")}
        </LinkButton>
      </div>
    );
  }
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <FormError error={errors.root?.message} />
      <Field label={t("companyName")} hint={t("companyNameHint")} error={errors.companyName?.message} required>
        <Input {...form.register("companyName")} autoComplete="organization" />
      </Field>
      <Field label={t("name")} hint={t("nameHint")} error={errors.name?.message} required>
        <Input {...form.register("name")} autoComplete="name" />
      </Field>
      <Field label={t("email")} error={errors.email?.message} required>
        <Input
          {...form.register("email")}
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
        />
      </Field>
      <Field
        label={t("password")}
        hint={t("passwordHint", { min: PASSWORD_MIN })}
        error={errors.password?.message}
        required
      >
        <PasswordInput {...form.register("password")} autoComplete="new-password" />
      </Field>
      <Checkbox {...form.register("withDemo")} label={t("withDemo")} hint={t("withDemoHint")} />
      <Button type="submit" variant="primary" size="lg" pending={isSubmitting} className="w-full">
        {t("submit")}
      </Button>
    </form>
  );
}
