"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { PasswordInput } from "@/components/ui/forms/password-input";
import type { ActionResult } from "@/lib/http/result";
import { type ChangePasswordInput, changePasswordInput, PASSWORD_MIN } from "@/lib/operators/schemas";

type Props = { email: string; change: (input: ChangePasswordInput) => Promise<ActionResult<void>> };

const EMPTY = { currentPassword: "", newPassword: "" };

export function ChangePasswordForm({ email, change }: Props) {
  const t = useTranslations("auth.account");
  const form = useForm({ resolver: zodResolver(changePasswordInput), defaultValues: EMPTY });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    const result = await callAction(() => change(values));
    if (!result.ok) {
      if (result.code === "rate_limited") form.setError("root", { message: "tooManyAttempts" });
      else showFailure(form, result);
      return;
    }
    form.reset(EMPTY);
    toast.success(t("passwordChanged"));
  });
  return (
    <form onSubmit={submit} noValidate className="max-w-md space-y-4">
      <FormError error={errors.root?.message} />
      {/* Tells password managers whose password this is. */}
      <input type="email" value={email} readOnly hidden autoComplete="username" />
      <Field label={t("currentPassword")} error={errors.currentPassword?.message} required>
        <PasswordInput {...form.register("currentPassword")} autoComplete="current-password" />
      </Field>
      <Field
        label={t("newPassword")}
        hint={t("newPasswordHint", { min: PASSWORD_MIN })}
        error={errors.newPassword?.message}
        required
      >
        <PasswordInput {...form.register("newPassword")} autoComplete="new-password" />
      </Field>
      <Button type="submit" variant="primary" pending={isSubmitting}>
        {t("changePassword")}
      </Button>
    </form>
  );
}
