"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import type { ReactNode } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { withLimit } from "@/components/admin/forms/with-limit";
import { Field } from "@/components/ui/forms/field";
import { PasswordInput } from "@/components/ui/forms/password-input";
import { Select } from "@/components/ui/forms/select";
import { CHANNEL_TOKEN_MAX } from "@/lib/channels/rules";
import type { ActionResult } from "@/lib/http/result";
import {
  type ChannelDto,
  type NewChannelFormValues,
  newChannelInput,
  serviceChannelFormValues,
  serviceChannelInput,
} from "@/lib/settings/channel-schemas";
import { ChannelDialog } from "./channel-dialog";

type Props = {
  /** Null: a new one is added. */
  channel: ChannelDto | null;
  departments: { id: string; name: string }[];
  save: (values: NewChannelFormValues) => Promise<ActionResult<unknown>>;
  onClose: () => void;
  /** Above the fields: which kind of channel it is to be. */
  head?: ReactNode;
};

/** The form of a channel of another service. Its token goes to the server and never comes back. */
export function ServiceChannelDialog({ channel, departments, ...shared }: Props) {
  const t = useTranslations("settings.channels");
  const form = useForm({
    resolver: zodResolver(channel ? serviceChannelInput : newChannelInput),
    defaultValues: serviceChannelFormValues(channel),
  });
  const { errors } = form.formState;
  const choices = [{ value: "", label: t("anyDepartment") }];
  for (const { id, name } of departments) choices.push({ value: id, label: name });
  return (
    <ChannelDialog {...shared} form={form} isNew={channel === null} idleHint="closeIdleAfterMinutesTelegram">
      <Field
        label={t("token")}
        hint={channel ? t("tokenKept") : t("tokenHint")}
        error={withLimit(errors.token?.message, CHANNEL_TOKEN_MAX)}
        {...(channel ? { optional: true } : { required: true })}
      >
        <PasswordInput {...form.register("token")} autoComplete="off" />
      </Field>
      <Field label={t("department")} hint={t("departmentHint")} error={errors.departmentId?.message}>
        <Select {...form.register("departmentId")} options={choices} />
      </Field>
    </ChannelDialog>
  );
}
