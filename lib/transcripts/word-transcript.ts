import { isWidgetLocale, type WidgetLocale } from "@/lib/i18n/locales";
import ar from "@/messages/ar/transcript.json";
import de from "@/messages/de/transcript.json";
import en from "@/messages/en/transcript.json";
import es from "@/messages/es/transcript.json";
import fr from "@/messages/fr/transcript.json";
import pt from "@/messages/pt/transcript.json";
import ru from "@/messages/ru/transcript.json";

const TEXTS: Record<WidgetLocale, typeof en> = { en, ru, de, es, fr, pt, ar };
/** Characters of a subject: what list views of mail programs show. */
const SUBJECT_MAX = 150;

/** One message; `name` is that of an operator who is still known. A message without a text was a file. */
export type Line = { by: "visitor" | "operator"; name: string | null; body: string; fileName: string | null; at: Date };

type Facts = { companyName: string; departmentName: string; locale: string; timeZone: string; lines: readonly Line[] };

/** What was said, as plain text in a language and a time zone; `visitor` is what the visitor is called in it. */
export function wordLines(
  lines: readonly Line[],
  { locale, timeZone, visitor }: { locale: string; timeZone: string; visitor?: string },
): string {
  const language = languageOf(locale);
  const texts = TEXTS[language];
  const time = new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "short", timeZone });
  const said = lines.map(({ by, name, body, fileName, at }) => {
    const author = by === "visitor" ? (visitor ?? texts.you) : (name ?? texts.operator);
    const text = [body, fileName && `[${fileName}]`].filter(Boolean).join("\n");
    return `[${time.format(at)}] ${author}:\n${text}`;
  });
  return said.join("\n\n");
}

const languageOf = (locale: string): WidgetLocale => (isWidgetLocale(locale) ? locale : "en");

/** The mail with a chat's messages as plain text, in the visitor's language and time zone. */
export function wordTranscript({ companyName, departmentName, locale, timeZone, lines }: Facts) {
  const texts = TEXTS[languageOf(locale)];
  const fill = (text: string) =>
    text.replace("{department}", () => departmentName).replace("{company}", () => companyName);
  const said = lines.length > 0 ? [wordLines(lines, { locale, timeZone })] : [];
  return {
    subject: fill(texts.subject).slice(0, SUBJECT_MAX).toWellFormed(),
    body: [fill(texts.intro), ...said, "-- ", texts.reason].join("\n\n"),
  };
}
