"use client";

import { useFormContext } from "react-hook-form";
import { useTranslations } from "use-intl";
import { withLimit } from "@/components/admin/forms/with-limit";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { PasswordInput } from "@/components/ui/forms/password-input";
import { Select } from "@/components/ui/forms/select";
import { MAIL_LOGINS, OAUTH_GRANTS } from "@/lib/channels/rules";
import { type MailChannelFormValues, OAUTH_LINE_MAX, OAUTH_TOKEN_MAX } from "@/lib/settings/mail-schemas";

/** How the servers of an account are signed in to. `hasSecrets`: some are stored, and stay where they are left empty. */
export function LoginFields({ hasSecrets }: { hasSecrets: boolean }) {
  const t = useTranslations("settings.channels");
  const { register, watch } = useFormContext<MailChannelFormValues>();
  const hasServers = watch("inbound") === "imap" || watch("outbound") === "own";
  if (!hasServers) return null;
  return (
    <>
      <Field label={t("login")}>
        <Select
          {...register("login")}
          options={MAIL_LOGINS.map((way) => ({ value: way, label: t(`logins.${way}`) }))}
        />
      </Field>
      {watch("login") === "oauth" && <OauthFields hasSecrets={hasSecrets} />}
    </>
  );
}

function OauthFields({ hasSecrets }: { hasSecrets: boolean }) {
  const t = useTranslations("settings.channels");
  const { register, watch, formState } = useFormContext<MailChannelFormValues>();
  const { errors } = formState;
  const line = (name: "oauthTokenUrl" | "oauthClientId" | "oauthScope") =>
    withLimit(errors[name]?.message, OAUTH_LINE_MAX);
  const isByRefresh = watch("oauthGrant") === "refresh_token";
  const hint = t(hasSecrets ? "oauthSecretKept" : "passwordHint");
  const needed = hasSecrets ? { optional: true } : { required: true };
  return (
    <fieldset className="min-w-0 space-y-4 rounded-lg border border-border p-4 [overflow-wrap:anywhere]">
      <legend className="px-1 font-medium">{t("oauth")}</legend>
      <p className="text-muted text-sm">{t("oauthHint")}</p>
      <Field label={t("oauthTokenUrl")} hint={t("oauthTokenUrlHint")} error={line("oauthTokenUrl")} required>
        <Input {...register("oauthTokenUrl")} autoComplete="off" spellCheck={false} />
      </Field>
      <Field label={t("oauthClientId")} error={line("oauthClientId")} required>
        <Input {...register("oauthClientId")} autoComplete="off" spellCheck={false} />
      </Field>
      <Field
        label={t("oauthClientSecret")}
        hint={hint}
        error={withLimit(errors.oauthClientSecret?.message, OAUTH_LINE_MAX)}
        {...(isByRefresh ? { optional: true } : needed)}
      >
        <PasswordInput {...register("oauthClientSecret")} autoComplete="off" />
      </Field>
      <Field label={t("oauthGrant")} error={errors.oauthGrant?.message}>
        <Select
          {...register("oauthGrant")}
          options={OAUTH_GRANTS.map((grant) => ({ value: grant, label: t(`oauthGrants.${grant}`) }))}
        />
      </Field>
      {isByRefresh && (
        <Field
          label={t("oauthRefreshToken")}
          hint={hint}
          error={withLimit(errors.oauthRefreshToken?.message, OAUTH_TOKEN_MAX)}
          {...needed}
        >
          <PasswordInput {...register("oauthRefreshToken")} autoComplete="off" />
        </Field>
      )}
      <Field label={t("oauthScope")} hint={t("oauthScopeHint")} error={line("oauthScope")} optional>
        <Input {...register("oauthScope")} autoComplete="off" spellCheck={false} />
      </Field>
    </fieldset>
  );
}
