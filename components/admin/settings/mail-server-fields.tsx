"use client";

import { useFormContext } from "react-hook-form";
import { useTranslations } from "use-intl";
import { withLimit } from "@/components/admin/forms/with-limit";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { PasswordInput } from "@/components/ui/forms/password-input";
import { Select } from "@/components/ui/forms/select";
import { MAIL_SECURITIES, MAIL_WAYS } from "@/lib/channels/rules";
import {
  MAIL_HOST_MAX,
  MAIL_PASSWORD_MAX,
  MAIL_USER_MAX,
  type MailChannelFormValues,
  WEBHOOK_PASSWORD_MIN,
} from "@/lib/settings/mail-schemas";

/** How mail comes in: from a mailbox, or from a service that passes it on. */
export function InboundFields({ isNew, webhookUrl }: { isNew: boolean; webhookUrl: string }) {
  const t = useTranslations("settings.channels");
  const { register, watch, formState } = useFormContext<MailChannelFormValues>();
  const error = formState.errors.webhookPassword?.message;
  return (
    <fieldset className="space-y-4 rounded-lg border border-border p-4">
      <legend className="px-1 font-medium">{t("inbound")}</legend>
      <Field label={t("inboundWay")}>
        <Select
          {...register("inbound")}
          options={MAIL_WAYS.map((way) => ({ value: way, label: t(`inboundWays.${way}`) }))}
        />
      </Field>
      {watch("inbound") === "imap" ? (
        <ServerFields of="imap" isNew={isNew} />
      ) : (
        <>
          <p className="text-muted text-sm">
            {isNew ? t("webhookLater") : t("webhookTo")}
            {!isNew && <code className="mt-1 block break-all text-xs">{webhookUrl}</code>}
          </p>
          <Field
            label={t("webhookPassword")}
            hint={isNew ? t("webhookPasswordHint") : t("passwordKept")}
            error={error === "mailWebhookShort" ? `${error}:${WEBHOOK_PASSWORD_MIN}` : error}
            {...(isNew ? { required: true } : { optional: true })}
          >
            <PasswordInput {...register("webhookPassword")} autoComplete="off" />
          </Field>
        </>
      )}
    </fieldset>
  );
}

/** By which server mail is sent. */
export function OutboundFields({ isNew }: { isNew: boolean }) {
  const t = useTranslations("settings.channels");
  const { register, watch, formState } = useFormContext<MailChannelFormValues>();
  return (
    <fieldset className="space-y-4 rounded-lg border border-border p-4">
      <legend className="px-1 font-medium">{t("outbound")}</legend>
      <Field label={t("outboundWay")} error={formState.errors.outbound?.message}>
        <Select
          {...register("outbound")}
          options={(["own", "installation"] as const).map((way) => ({ value: way, label: t(`outboundWays.${way}`) }))}
        />
      </Field>
      {watch("outbound") === "own" && <ServerFields of="smtp" isNew={isNew} />}
    </fieldset>
  );
}

/** A server, and the account there. */
function ServerFields({ of, isNew }: { of: "imap" | "smtp"; isNew: boolean }) {
  const t = useTranslations("settings.channels");
  const { register, watch, formState } = useFormContext<MailChannelFormValues>();
  const errors = formState.errors;
  const isAsked = of === "imap" || watch("login") === "oauth";
  const needsAccount = isAsked ? { required: true } : { optional: true };
  return (
    <>
      <Field label={t(`${of}Host`)} error={withLimit(errors[`${of}Host`]?.message, MAIL_HOST_MAX)} required>
        <Input {...register(`${of}Host`)} autoComplete="off" spellCheck={false} />
      </Field>
      <Field label={t(`${of}Port`)} error={errors[`${of}Port`]?.message} required>
        <Input {...register(`${of}Port`)} inputMode="numeric" autoComplete="off" className="max-w-32" />
      </Field>
      <Field label={t(`${of}Security`)} error={errors[`${of}Security`]?.message}>
        <Select
          {...register(`${of}Security`)}
          options={MAIL_SECURITIES.map((way) => ({ value: way, label: t(`securities.${way}`) }))}
        />
      </Field>
      <Field label={t(`${of}User`)} error={withLimit(errors[`${of}User`]?.message, MAIL_USER_MAX)} {...needsAccount}>
        <Input {...register(`${of}User`)} autoComplete="off" spellCheck={false} />
      </Field>
      {watch("login") === "password" && (
        <Field
          label={t(`${of}Password`)}
          hint={isNew ? t("passwordHint") : t("passwordKept")}
          error={withLimit(errors[`${of}Password`]?.message, MAIL_PASSWORD_MAX)}
          {...(isNew ? needsAccount : { optional: true })}
        >
          <PasswordInput {...register(`${of}Password`)} autoComplete="off" />
        </Field>
      )}
    </>
  );
}
