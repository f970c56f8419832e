"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useId } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Checkbox } from "@/components/ui/forms/checkbox";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { Dialog, DialogClose } from "@/components/ui/overlays/dialog";
import type { ActionResult } from "@/lib/http/result";
import { CHANNEL_TYPES } from "@/lib/settings/rules";
import {
  type OperatorCapacityDto,
  type OperatorCapacityFormValues,
  operatorCapacityFormValues,
  operatorCapacityInput,
} from "@/lib/settings/schemas";

type Props = {
  operator: OperatorCapacityDto;
  save: (values: OperatorCapacityFormValues) => Promise<ActionResult<void>>;
  onClose: () => void;
};

export function EditCapacityDialog({ operator, save, onClose }: Props) {
  const t = useTranslations("settings.operators");
  const tChannels = useTranslations("settings.channels");
  const common = useTranslations("common");
  const formId = useId();
  const form = useForm({
    resolver: zodResolver(operatorCapacityInput),
    defaultValues: operatorCapacityFormValues(operator),
  });
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
      title={operator.name}
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
        <Field label={t("maxLoad")} hint={t("maxLoadHint")} error={errors.maxLoad?.message} required>
          <Input {...form.register("maxLoad")} inputMode="numeric" autoComplete="off" className="max-w-32" />
        </Field>
        <Field label={t("channelTypes")} error={errors.channelTypes?.message} group required>
          <div className="space-y-2">
            {CHANNEL_TYPES.map((type) => (
              <Checkbox
                key={type}
                {...form.register("channelTypes")}
                value={type}
                label={tChannels("type", { type })}
              />
            ))}
          </div>
        </Field>
      </form>
    </Dialog>
  );
}
