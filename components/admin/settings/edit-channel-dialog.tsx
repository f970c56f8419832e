"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useId } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { withLimit } from "@/components/admin/forms/with-limit";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { Dialog, DialogClose } from "@/components/ui/overlays/dialog";
import type { ActionResult } from "@/lib/http/result";
import {
  CHANNEL_NAME_MAX,
  type ChannelDto,
  type ChannelFormValues,
  channelFormValues,
  channelInput,
} from "@/lib/settings/schemas";

type Props = {
  channel: ChannelDto;
  save: (values: ChannelFormValues) => Promise<ActionResult<void>>;
  onClose: () => void;
};

export function EditChannelDialog({ channel, save, onClose }: Props) {
  const t = useTranslations("settings.channels");
  const common = useTranslations("common");
  const formId = useId();
  const form = useForm({ resolver: zodResolver(channelInput), defaultValues: channelFormValues(channel) });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async () => {
    const result = await callAction(() => save(form.getValues()));
    if (!result.ok) return showFailure(form, result);
    toast.success(common("saved"));
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("editTitle")}
      description={channel.type === "web" ? t("alwaysOn") : undefined}
      footer={
        <>
          <DialogClose>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button type="submit" form={formId} variant="primary" pending={isSubmitting}>
            {common("save")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="space-y-5">
        <FormError error={errors.root?.message} />
        <Field label={t("name")} error={withLimit(errors.name?.message, CHANNEL_NAME_MAX)} required>
          <Input {...form.register("name")} autoComplete="off" />
        </Field>
        <Field label={t("weight")} hint={t("weightHint")} error={errors.weight?.message} required>
          <Input {...form.register("weight")} inputMode="numeric" autoComplete="off" className="max-w-32" />
        </Field>
        <Field
          label={t("closeIdleAfterMinutes")}
          hint={channel.type === "telegram" ? t("closeIdleAfterMinutesTelegram") : t("closeIdleAfterMinutesHint")}
          error={errors.closeIdleAfterMinutes?.message}
          optional
        >
          <Input
            {...form.register("closeIdleAfterMinutes")}
            inputMode="numeric"
            autoComplete="off"
            className="max-w-32"
          />
        </Field>
      </form>
    </Dialog>
  );
}
