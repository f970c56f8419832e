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
import { type AcceptInvitationInput, acceptInvitationInput, PASSWORD_MIN } from "@/lib/operators/schemas";

type Props = {
  email: string;
  departmentNames: string[];
  accept: (input: AcceptInvitationInput) => Promise<ActionResult<void>>;
};

export function AcceptInvitationForm({ email, departmentNames, accept }: Props) {
  const t = useTranslations("auth.invitation");
  const form = useForm({ resolver: zodResolver(acceptInvitationInput), defaultValues: { name: "", password: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    const result = await callAction(() => accept(values));
    if (result.ok) return;
    // Used, withdrawn or expired meanwhile: the page itself says so.
    if (result.code === "not_found" || result.code === "conflict") window.location.reload();
    else showFailure(form, result);
  });
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <FormError error={errors.root?.message} />
      {departmentNames.length > 0 && (
        <div>
          <h2 className="mb-1.5 font-medium">{t("departments", { count: departmentNames.length })}</h2>
          <ul className="list-inside list-disc text-muted">
            {departmentNames.map((name) => (
              <li key={name}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Field label={t("email")} hint={t("emailHint")}>
        <Input type="email" value={email} readOnly autoComplete="username" />
      </Field>
      <Field label={t("name")} hint={t("nameHint")} error={errors.name?.message} required>
        <Input {...form.register("name")} autoComplete="name" />
      </Field>
      <Field
        label={t("password")}
        hint={t("passwordHint", { min: PASSWORD_MIN })}
        error={errors.password?.message}
        required
      >
        <PasswordInput {...form.register("password")} autoComplete="new-password" />
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={isSubmitting} className="w-full">
        {t("submit")}
      </Button>
    </form>
  );
}
