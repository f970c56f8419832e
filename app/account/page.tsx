import type { Metadata } from "next";
import { ChangePasswordForm } from "@/components/auth/change-password-form";
import { ProfileForm } from "@/components/auth/profile-form";
import { SessionList } from "@/components/auth/session-list";
import { Section } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireOperatorPage } from "@/lib/auth/guards";
import { isLocale } from "@/lib/i18n/locales";
import { getTranslator } from "@/lib/i18n/server";
import { getAccount } from "@/lib/operators/queries";
import { listOwnSessions } from "@/lib/operators/sessions";
import { changePasswordAction, endOtherSessionsAction, endSessionAction, updateProfileAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("auth");
  return { title: t("account.title") };
}

export default async function AccountPage() {
  const { actor, db } = await requireOperatorPage("/account");
  const t = await getTranslator("auth");
  const [account, sessions] = await Promise.all([getAccount(db, actor), listOwnSessions(db, actor)]);
  const { name, email, locale } = account;
  return (
    <>
      <PageHeader title={t("account.title")} />
      <div className="space-y-6">
        <Section title={t("account.profile")}>
          <ProfileForm
            email={email}
            initial={{ name, locale: isLocale(locale) ? locale : null }}
            save={updateProfileAction}
          />
        </Section>
        <Section title={t("account.password")} description={t("account.passwordText")}>
          <ChangePasswordForm email={email} change={changePasswordAction} />
        </Section>
        <Section title={t("account.sessions")} description={t("account.sessionsText")}>
          <SessionList sessions={sessions} endSession={endSessionAction} endOtherSessions={endOtherSessionsAction} />
        </Section>
      </div>
    </>
  );
}
