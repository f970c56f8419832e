import type { Metadata } from "next";
import { answerLink } from "@/components/offline/answer-link";
import { OfflineDesk } from "@/components/offline/offline-desk";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireOperatorPage } from "@/lib/auth/guards";
import { getCompany } from "@/lib/company/queries";
import { getTranslator } from "@/lib/i18n/server";
import { visitorTranslator } from "@/lib/i18n/visitor-translator";
import { isMailConfigured } from "@/lib/mail/settings";
import { listOfflineMessages } from "@/lib/offline-messages/queries";
import type { OfflineMessageDto } from "@/lib/offline-messages/schemas";
import { setHandledAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("routing");
  return { title: t("offline.title") };
}

export default async function OfflinePage() {
  const { db, actor } = await requireOperatorPage("/offline");
  const [messages, company, t] = await Promise.all([
    listOfflineMessages(db, actor),
    getCompany(db),
    getTranslator("routing"),
  ]);
  return (
    <>
      <PageHeader title={t("offline.title")} description={t("offline.lead")} />
      <OfflineDesk
        operatorId={actor.operatorId}
        messages={messages.map((message) => ({ ...message, answerHref: answerHref(message, company.name) }))}
        isMailConfigured={isMailConfigured()}
        setHandled={setHandledAction}
      />
    </>
  );
}

/** An answer begins in the visitor's language, whatever the operator's own is. */
function answerHref(message: OfflineMessageDto, companyName: string): string | null {
  const { email, name, body, department, locale } = message;
  if (email === null) return null;
  const t = visitorTranslator(locale);
  return answerLink({
    email,
    subject: t("answer.subject", { department: department?.name ?? companyName }),
    intro: t("answer.quote", { name }),
    text: body,
  });
}
