"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import type { ReactNode } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { withLimit } from "@/components/admin/forms/with-limit";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { MAIL_LOCAL_MAX } from "@/lib/channels/rules";
import type { ActionResult } from "@/lib/http/result";
import type { ChannelDto } from "@/lib/settings/channel-schemas";
import {
  type MailChannelFormValues,
  type MailFields,
  mailChannelFormValues,
  mailChannelInput,
  SENDER_NAME_MAX,
} from "@/lib/settings/mail-schemas";
import { ChannelDialog } from "./channel-dialog";
import { LoginFields } from "./mail-login-fields";
import { InboundFields, OutboundFields } from "./mail-server-fields";

type Props = {
  /** Null: a new one is added. */
  channel: ChannelDto | null;
  /** What is known of its account; never a password. */
  known: MailFields | null;
  departments: { id: string; name: string }[];
  save: (values: MailChannelFormValues) => Promise<ActionResult<unknown>>;
  onClose: () => void;
  /** Above the fields: which kind of channel it is to be. */
  head?: ReactNode;
};

/** The form of an address of mail: where mail is read, and by which server it is sent. */
export function MailChannelDialog({ channel, known, departments, ...shared }: Props) {
  const t = useTranslations("settings.channels");
  const form = useForm({
    resolver: zodResolver(mailChannelInput),
    defaultValues: mailChannelFormValues(channel, known),
  });
  const { errors } = form.formState;
  const choices = [{ value: "", label: t("chooseDepartment") }];
  for (const { id, name } of departments) choices.push({ value: id, label: name });
  const addressError = errors.address?.message;
  return (
    <ChannelDialog {...shared} form={form} isNew={channel === null} idleHint="closeIdleAfterMinutesEmail">
      <Field
        label={t("address")}
        hint={channel ? t("addressKept") : t("addressHint")}
        error={addressError === "mailAddressLong" ? `${addressError}:${MAIL_LOCAL_MAX}` : addressError}
        required
      >
        <Input {...form.register("address")} type="email" autoComplete="off" readOnly={channel !== null} />
      </Field>
      <Field
        label={t("senderName")}
        hint={t("senderNameHint")}
        error={withLimit(errors.senderName?.message, SENDER_NAME_MAX)}
        required
      >
        <Input {...form.register("senderName")} autoComplete="off" />
      </Field>
      <Field label={t("department")} hint={t("departmentHint")} error={errors.departmentId?.message} required>
        <Select {...form.register("departmentId")} options={choices} />
      </Field>
      <LoginFields hasSecrets={known?.login === "oauth"} />
      <InboundFields isNew={channel === null} webhookUrl={known?.webhookUrl ?? ""} />
      <OutboundFields isNew={channel === null} />
    </ChannelDialog>
  );
}
