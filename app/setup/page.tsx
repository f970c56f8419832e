import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { setLocaleAction } from "@/app/actions";
import { SetupForm } from "@/components/auth/setup-form";
import { CenteredPage } from "@/components/ui/layout/centered-page";
import { LanguageSwitch } from "@/components/ui/texts/language-switch";
import { database } from "@/db/client";
import { authSecret } from "@/lib/auth/secret";
import { isSetupOpen, isSetupToken } from "@/lib/auth/setup-token";
import { getTranslator } from "@/lib/i18n/server";
import { completeSetupAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("auth");
  // The address holds the token: it must not leave with a click.
  return { title: t("setup.title"), referrer: "no-referrer", robots: { index: false } };
}

export default async function SetupPage({ searchParams }: PageProps<"/setup">) {
  const { token } = await searchParams;
  if (typeof token !== "string" || !isSetupToken(token, authSecret())) notFound();
  if (!(await isSetupOpen(await database()))) notFound();
  const t = await getTranslator("auth");
  return (
    <CenteredPage title={t("setup.title")} text={t("setup.text")} foot={<LanguageSwitch action={setLocaleAction} />}>
      <SetupForm completeSetup={completeSetupAction.bind(null, token)} />
    </CenteredPage>
  );
}
