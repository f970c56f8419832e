"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { PasswordInput } from "@/components/ui/forms/password-input";
import type { ActionResult } from "@/lib/http/result";
import { type SignInInput, signInInput } from "@/lib/operators/schemas";

type Props = { signIn: (input: SignInInput, next?: string) => Promise<ActionResult<void>>; next: string };

export function SignInForm({ signIn, next }: Props) {
  const t = useTranslations("auth.signIn");
  const form = useForm({ resolver: zodResolver(signInInput), defaultValues: { email: "", password: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    const result = await callAction(() => signIn(values, next));
    if (result.ok) return;
    if (result.code === "rate_limited") {
      const minutes = Number(result.data?.retryAfterMinutes) || 1;
      form.setError("root", { message: t("rateLimited", { minutes }) });
    } else if (result.code === "unauthenticated") {
      form.setError("root", { message: "password" });
      form.setFocus("password", { shouldSelect: true });
    } else showFailure(form, result);
  });
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <FormError error={errors.root?.message} />
      <Field label={t("email")} error={errors.email?.message}>
        <Input
          {...form.register("email")}
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
        />
      </Field>
      <Field label={t("password")} error={errors.password?.message}>
        <PasswordInput {...form.register("password")} autoComplete="current-password" />
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={isSubmitting} className="w-full">
        {t("submit")}
      </Button>
    </form>
  );
}
