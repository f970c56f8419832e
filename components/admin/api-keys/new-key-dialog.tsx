"use client";

import { useId, useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Checkbox } from "@/components/ui/forms/checkbox";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { Dialog } from "@/components/ui/overlays/dialog";
import { API_KEY_DAYS, API_KEY_NAME_MAX, API_SCOPES, type ApiScope } from "@/lib/api-keys/rules";
import type { ApiKeyInput } from "@/lib/api-keys/schemas";
import type { ActionResult } from "@/lib/http/result";
import { KeyPanel } from "./key-panel";
import { textKeyOf } from "./scope-text";

type Props = { create: (input: ApiKeyInput) => Promise<ActionResult<{ key: string }>>; onClose: () => void };
type Values = { name: string; scopes: ApiScope[]; expiresInDays: string };

/** The form of a new key, and then the key in its place. */
export function NewKeyDialog({ create, onClose }: Props) {
  const t = useTranslations("api");
  const common = useTranslations("common");
  const formId = useId();
  const [made, setMade] = useState<{ name: string; apiKey: string } | null>(null);
  const form = useForm<Values>({ defaultValues: { name: "", scopes: [], expiresInDays: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ name, scopes, expiresInDays }) => {
    const days = API_KEY_DAYS.find((count) => String(count) === expiresInDays) ?? null;
    const result = await callAction(() => create({ name, scopes, expiresInDays: days }));
    if (!result.ok) return showFailure(form, result);
    setMade({ name, apiKey: result.data.key });
  });
  const footer = made ? (
    <Button variant="primary" onClick={onClose}>
      {t("shown.done")}
    </Button>
  ) : (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button type="submit" form={formId} variant="primary" pending={isSubmitting}>
        {t("make")}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={t("newTitle")} size="md" footer={footer}>
      {made ? (
        <KeyPanel {...made} />
      ) : (
        <form id={formId} onSubmit={submit} noValidate className="space-y-5">
          <FormError error={errors.root?.message} />
          <Field label={t("name")} hint={t("nameHint")} error={errors.name?.message} required>
            <Input {...form.register("name")} maxLength={API_KEY_NAME_MAX} autoComplete="off" />
          </Field>
          <Field label={t("scopes")} error={errors.scopes?.message} group required>
            <div className="space-y-2.5">
              {API_SCOPES.map((scope) => (
                <Checkbox
                  key={scope}
                  {...form.register("scopes")}
                  value={scope}
                  label={<code className="text-sm">{scope}</code>}
                  hint={t(`about.${textKeyOf(scope)}`)}
                />
              ))}
            </div>
          </Field>
          <Field label={t("expires")} error={errors.expiresInDays?.message}>
            <Select
              {...form.register("expiresInDays")}
              className="max-w-48"
              options={[
                { value: "", label: t("expiresNever") },
                ...API_KEY_DAYS.map((count) => ({ value: String(count), label: t("days", { count }) })),
              ]}
            />
          </Field>
        </form>
      )}
    </Dialog>
  );
}
