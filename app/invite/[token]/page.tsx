import { MailX } from "lucide-react";
import type { Metadata } from "next";
import { setLocaleAction } from "@/app/actions";
import { AcceptInvitationForm } from "@/components/auth/accept-invitation-form";
import { LinkButton } from "@/components/ui/actions/link-button";
import { CenteredPage } from "@/components/ui/layout/centered-page";
import { LanguageSwitch } from "@/components/ui/texts/language-switch";
import { database } from "@/db/client";
import { getTranslator } from "@/lib/i18n/server";
import { hashInvitationToken, isInvitationToken } from "@/lib/operators/invitation-token";
import { findOpenInvitation } from "@/lib/operators/queries";
import { acceptInvitationAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("auth");
  // The address holds the token: it must not leave with a click.
  return { title: t("invitation.title"), referrer: "no-referrer", robots: { index: false } };
}

export default async function InvitationPage({ params }: PageProps<"/invite/[token]">) {
  const { token } = await params;
  const t = await getTranslator("auth");
  const invitation = isInvitationToken(token)
    ? await findOpenInvitation(await database(), hashInvitationToken(token))
    : null;
  const foot = <LanguageSwitch action={setLocaleAction} />;
  if (!invitation) {
    return (
      <CenteredPage
        icon={<MailX aria-hidden />}
        title={t("invitation.goneTitle")}
        text={t("invitation.goneText")}
        action={<LinkButton href="/login">{t("invitation.goneAction")}</LinkButton>}
        foot={foot}
      />
    );
  }
  const { email, role, departmentNames } = invitation;
  return (
    <CenteredPage title={t("invitation.title")} text={t("invitation.text", { role })} foot={foot}>
      <AcceptInvitationForm
        email={email}
        departmentNames={departmentNames}
        accept={acceptInvitationAction.bind(null, token)}
      />
    </CenteredPage>
  );
}
