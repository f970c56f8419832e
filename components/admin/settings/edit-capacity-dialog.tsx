"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useId, useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { LogoField } from "@/components/admin/departments/logo-field";
import { withLimit } from "@/components/admin/forms/with-limit";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Checkbox } from "@/components/ui/forms/checkbox";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { Dialog, DialogClose } from "@/components/ui/overlays/dialog";
import { CHANNEL_TYPES } from "@/lib/channels/rules";
import type { ActionResult } from "@/lib/http/result";
import { LINE_MAX, PERSON_NAME_MAX } from "@/lib/operators/schemas";
import {
  type OperatorCapacityDto,
  type OperatorCapacityFormValues,
  operatorCapacityFormValues,
  operatorCapacityInput,
} from "@/lib/settings/schemas";

/** `upload` holds the picture in its field `logo`. */
export type PictureActions = {
  set: (operatorId: string, upload: FormData) => Promise<ActionResult<{ logoUrl: string | null }>>;
  remove: (operatorId: string) => Promise<ActionResult<{ logoUrl: string | null }>>;
};

type Props = {
  operator: OperatorCapacityDto;
  save: (values: OperatorCapacityFormValues) => Promise<ActionResult<void>>;
  picture: PictureActions;
  onClose: () => void;
};

const LINES = Array.from({ length: LINE_MAX }, (_, i) => i + 1);

export function EditCapacityDialog({ operator, save, picture, onClose }: Props) {
  const t = useTranslations("settings.operators");
  const tChannels = useTranslations("settings.channels");
  const common = useTranslations("common");
  const formId = useId();
  const [pictureUrl, setPictureUrl] = useState(operator.pictureUrl);
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
        <Field
          label={t("nickname")}
          hint={t("nicknameHint")}
          error={withLimit(errors.name?.message, PERSON_NAME_MAX)}
          required
        >
          <Input {...form.register("name")} autoComplete="off" />
        </Field>
        <LogoField
          logoUrl={pictureUrl}
          onChange={setPictureUrl}
          actions={{ set: picture.set.bind(null, operator.id), remove: picture.remove.bind(null, operator.id) }}
          texts={{
            label: t("picture"),
            hint: t("pictureHint"),
            saved: t("pictureSaved"),
            removed: t("pictureRemoved"),
            saving: t("pictureSaving"),
          }}
        />
        {operator.memberships.length > 0 && (
          <Field label={t("lines")} hint={t("linesHint")} error={errors.lines?.message} group>
            <ul className="divide-y divide-border">
              {operator.memberships.map(({ departmentId, departmentName }, index) => (
                <li key={departmentId} className="flex min-h-12 items-center justify-between gap-4 py-1">
                  <bdi className="min-w-0 break-words">{departmentName}</bdi>
                  <Select
                    {...form.register(`lines.${index}.line`)}
                    className="w-28 shrink-0"
                    aria-label={t("lineIn", { name: departmentName })}
                    options={LINES.map((line) => ({ value: String(line), label: t("line", { line }) }))}
                  />
                </li>
              ))}
            </ul>
          </Field>
        )}
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
