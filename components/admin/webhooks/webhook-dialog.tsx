"use client";

import { useId, useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { FormError } from "@/components/ui/forms/form-error";
import { Dialog } from "@/components/ui/overlays/dialog";
import type { ActionResult } from "@/lib/http/result";
import type { DepartmentOption } from "@/lib/operators/schemas";
import { WEBHOOK_EVENTS } from "@/lib/webhooks/rules";
import type { WebhookDto, WebhookInput } from "@/lib/webhooks/schemas";
import { SecretPanel } from "./secret-panel";
import { WebhookFields, type WebhookFormValues } from "./webhook-fields";

type Props = {
  /** Null: a new one. */
  webhook: WebhookDto | null;
  departments: readonly DepartmentOption[];
  allowsPrivate: boolean;
  /** Of a new one the secret comes back, and is shown in place of the form. */
  save: (input: WebhookInput) => Promise<ActionResult<{ secret: string } | null>>;
  onClose: () => void;
};

const EMPTY: WebhookFormValues = {
  name: "",
  url: "",
  events: [...WEBHOOK_EVENTS],
  scope: "all",
  departmentIds: [],
  isEnabled: true,
};

const valuesOf = ({ name, url, events, departmentIds, disabledReason }: WebhookDto): WebhookFormValues => ({
  name,
  url,
  events,
  scope: departmentIds === null ? "all" : "some",
  departmentIds: departmentIds ?? [],
  isEnabled: disabledReason === null,
});

/** The form of a webhook; what is wrong with it is said by the server, at the right field. */
export function WebhookDialog({ webhook, departments, allowsPrivate, save, onClose }: Props) {
  const t = useTranslations("webhooks");
  const common = useTranslations("common");
  const formId = useId();
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null);
  const form = useForm<WebhookFormValues>({ defaultValues: webhook ? valuesOf(webhook) : EMPTY });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ scope, departmentIds, ...values }) => {
    const known = departmentIds.filter((chosen) => departments.some(({ id }) => id === chosen));
    const result = await callAction(() => save({ ...values, departmentIds: scope === "all" ? null : known }));
    if (!result.ok) return showFailure(form, result);
    if (result.data) setMade({ name: values.name, secret: result.data.secret });
    else onClose();
  });
  const title = webhook ? t("editTitle") : t("newTitle");
  const footer = made ? (
    <Button variant="primary" onClick={onClose}>
      {t("secret.done")}
    </Button>
  ) : (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button type="submit" form={formId} variant="primary" pending={isSubmitting}>
        {common("save")}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={title} size="md" footer={footer}>
      {made ? (
        <SecretPanel {...made} />
      ) : (
        <form id={formId} onSubmit={submit} noValidate className="space-y-5">
          <FormError error={errors.root?.message} />
          <WebhookFields form={form} departments={departments} allowsPrivate={allowsPrivate} />
        </form>
      )}
    </Dialog>
  );
}
