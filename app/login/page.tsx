import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { setLocaleAction } from "@/app/actions";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Notice } from "@/components/ui/display/notice";
import { CenteredPage } from "@/components/ui/layout/centered-page";
import { LanguageSwitch } from "@/components/ui/texts/language-switch";
import { database } from "@/db/client";
import { currentSession } from "@/lib/auth/guards";
import { safeReturnPath } from "@/lib/auth/return-path";
import { isSetupOpen } from "@/lib/auth/setup-token";
import { getTranslator } from "@/lib/i18n/server";
import { signInAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("auth");
  return { title: t("signIn.title") };
}

export default async function SignInPage({ searchParams }: PageProps<"/login">) {
  const { next } = await searchParams;
  if (await currentSession()) redirect(safeReturnPath(next));
  const [t, isOpen] = await Promise.all([getTranslator("auth"), database().then(isSetupOpen)]);
  return (
    <CenteredPage title={t("signIn.title")} text={t("signIn.text")} foot={<LanguageSwitch action={setLocaleAction} />}>
      {isOpen && (
        <Notice title={t("signIn.notSetUpTitle")} className="mb-5">
          {t("signIn.notSetUpText")}
        </Notice>
      )}
      <SignInForm signIn={signInAction} next={safeReturnPath(next)} />
    </CenteredPage>
  );
}
