"use client";

import type { ReactNode } from "react";
import { FormProvider, type UseFormReturn, useFormContext } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { withLimit } from "@/components/admin/forms/with-limit";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { FormDialog } from "@/components/ui/overlays/form-dialog";
import type { ActionResult } from "@/lib/http/result";
import { CHANNEL_NAME_MAX, type ChannelFormValues } from "@/lib/settings/channel-schemas";

type Props<V extends ChannelFormValues> = {
  // biome-ignore lint/suspicious/noExplicitAny: what a schema makes of the values is nothing to this window.
  form: UseFormReturn<V, any, any>;
  isNew: boolean;
  description?: string;
  save: (values: V) => Promise<ActionResult<unknown>>;
  onClose: () => void;
  /** Above the fields: which kind of channel it is to be. */
  head?: ReactNode;
  /** What an empty time until a chat closes means for this kind. */
  idleHint: "closeIdleAfterMinutesHint" | "closeIdleAfterMinutesTelegram" | "closeIdleAfterMinutesEmail";
  /** The fields of its kind, between what every channel has. */
  children?: ReactNode;
};

/** The window of a channel: the name first, then what its kind needs, then what it weighs and when its chats close. */
export function ChannelDialog<V extends ChannelFormValues>({
  form,
  isNew,
  description,
  save,
  onClose,
  head,
  idleHint,
  children,
}: Props<V>) {
  const t = useTranslations("settings.channels");
  const common = useTranslations("common");
  const submit = form.handleSubmit(async () => {
    const result = await callAction(() => save(form.getValues()));
    if (!result.ok) return showFailure(form, result);
    toast.success(isNew ? t("added") : common("saved"));
    onClose();
  });
  return (
    <FormDialog
      title={isNew ? t("addTitle") : t("editTitle")}
      description={description}
      submitLabel={isNew ? t("add") : undefined}
      isBusy={form.formState.isSubmitting}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormProvider {...form}>
        <FormError error={form.formState.errors.root?.message} />
        {head}
        <NameField />
        {children}
        <LoadFields idleHint={idleHint} />
      </FormProvider>
    </FormDialog>
  );
}

function NameField() {
  const t = useTranslations("settings.channels");
  const { register, formState } = useFormContext<ChannelFormValues>();
  return (
    <Field label={t("name")} error={withLimit(formState.errors.name?.message, CHANNEL_NAME_MAX)} required>
      <Input {...register("name")} autoComplete="off" />
    </Field>
  );
}

function LoadFields({ idleHint }: Pick<Props<ChannelFormValues>, "idleHint">) {
  const t = useTranslations("settings.channels");
  const { register, formState } = useFormContext<ChannelFormValues>();
  const number = { inputMode: "numeric", autoComplete: "off", className: "max-w-32" } as const;
  return (
    <>
      <Field label={t("weight")} hint={t("weightHint")} error={formState.errors.weight?.message} required>
        <Input {...register("weight")} {...number} />
      </Field>
      <Field
        label={t("closeIdleAfterMinutes")}
        hint={t(idleHint)}
        error={formState.errors.closeIdleAfterMinutes?.message}
        optional
      >
        <Input {...register("closeIdleAfterMinutes")} {...number} />
      </Field>
    </>
  );
}
