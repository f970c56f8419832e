import { createTranslator } from "use-intl/core";
import { DEFAULT_LOCALE, isLocale } from "@/lib/i18n/locales";
import { type AppMessages, loadMessages } from "@/lib/i18n/messages";

/** Characters of a subject: what list views of mail programs show, and far below the limit of a header's line. */
const SUBJECT_MAX = 150;

type Facts = {
  name: string;
  email: string | null;
  phone?: string | null;
  body: string;
  locale: string;
  pageUrl: string | null;
  departmentName: string;
};

/**
 * The mail that tells a department of an offline message, as plain text. It is in the visitor's language where that is
 * one of the company's pages: nobody has said which one the readers of that address speak. Else it is in English.
 */
export function wordOfflineMail(facts: Facts): { subject: string; body: string } {
  const locale = isLocale(facts.locale) ? facts.locale : DEFAULT_LOCALE;
  const t = createTranslator<AppMessages, "routing.mail">({
    locale,
    messages: loadMessages(locale),
    namespace: "routing.mail",
  });
  const { email, departmentName, pageUrl } = facts;
  const name = facts.name || (email ?? "");
  const lines = [
    t("intro", { name, department: departmentName }),
    "",
    facts.body,
    "",
    "-- ",
    email === null ? t("noAddress") : t("answerTo", { email }),
    ...(facts.phone ? [t("phone", { phone: facts.phone })] : []),
    ...(pageUrl === null ? [] : [t("page", { url: pageUrl })]),
    t("inbox"),
  ];
  const subject = t("subject", { name, department: departmentName }).slice(0, SUBJECT_MAX).toWellFormed();
  return { subject, body: lines.join("\n") };
}
