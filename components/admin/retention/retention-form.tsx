"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { Section } from "@/components/ui/layout/card";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import type { ActionResult } from "@/lib/http/result";
import {
  type Outdated,
  RETENTION_FIELDS,
  type RetentionFormValues,
  type RetentionInput,
  retentionFormValues,
  retentionInput,
} from "@/lib/retention/schemas";
import { OutdatedList } from "./outdated-list";

type Props = {
  settings: RetentionInput;
  /** What the typed settings would delete. */
  count: (values: RetentionFormValues) => Promise<ActionResult<Outdated>>;
  save: (values: RetentionFormValues) => Promise<ActionResult<void>>;
};

/** For how long what is over is kept; what that would delete is shown, and asked for, before it is saved. */
export function RetentionForm({ settings, count, save }: Props) {
  const t = useTranslations("retention");
  const common = useTranslations("common");
  const form = useForm({ resolver: zodResolver(retentionInput), values: retentionFormValues(settings) });
  const { errors, isSubmitting, isDirty } = form.formState;
  const [outdated, setOutdated] = useState<Outdated | null>(null);
  const store = async (): Promise<string | undefined> => {
    const result = await callAction(() => save(form.getValues()));
    if (!result.ok) {
      showFailure(form, result);
      return result.code;
    }
    toast.success(common("saved"));
  };
  const submit = form.handleSubmit(async () => {
    const result = await callAction(() => count(form.getValues()));
    if (!result.ok) return showFailure(form, result);
    const isHarmless = Object.values(result.data).every((number) => number === 0);
    if (isHarmless) await store();
    else setOutdated(result.data);
  });
  return (
    <form onSubmit={submit} noValidate>
      <Section
        title={t("form.title")}
        description={t("form.text")}
        footer={
          <Button type="submit" variant="primary" pending={isSubmitting} disabled={!isDirty}>
            {common("save")}
          </Button>
        }
      >
        <FormError error={errors.root?.message} className="mb-4" />
        <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
          {RETENTION_FIELDS.map((name) => (
            <Field key={name} label={t(`form.${name}`)} hint={t(`form.${name}Hint`)} error={errors[name]?.message}>
              <div className="flex items-center gap-2">
                <Input
                  {...form.register(name)}
                  inputMode="numeric"
                  placeholder={t("form.forEver")}
                  className="max-w-40"
                  autoComplete="off"
                />
                <span className="text-muted">{t("form.days")}</span>
              </div>
            </Field>
          ))}
        </div>
      </Section>
      <ConfirmDialog
        open={outdated !== null}
        onOpenChange={(isOpen) => !isOpen && setOutdated(null)}
        title={t("confirm.title")}
        description={t("confirm.text")}
        confirmLabel={t("confirm.do")}
        onConfirm={store}
      >
        {outdated && <OutdatedList outdated={outdated} />}
      </ConfirmDialog>
    </form>
  );
}
