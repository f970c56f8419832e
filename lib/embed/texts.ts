import { WIDGET_LOCALES, type WidgetLocale } from "@/lib/i18n/locales";
import ar from "@/messages/ar/widget.json";
import de from "@/messages/de/widget.json";
import en from "@/messages/en/widget.json";
import es from "@/messages/es/widget.json";
import fr from "@/messages/fr/widget.json";
import pt from "@/messages/pt/widget.json";
import ru from "@/messages/ru/widget.json";

const MESSAGES: Record<WidgetLocale, typeof en> = { en, ru, de, es, fr, pt, ar };

/** What the frame's first view says, in one language. The texts of its later parts are files of their own. */
export function firstTexts(locale: WidgetLocale): Omit<typeof en, "launcher"> {
  const { launcher: _, ...texts } = MESSAGES[locale];
  return texts;
}

/**
 * The launcher's name by language, with the admin's own words where there are some: the loader is one file for everybody,
 * and the host's page decides. A language that says it as English does is left out.
 */
export function launcherLabels(
  companyName: string,
  own: Readonly<Record<string, string>>,
): Record<string, string> & { en: string } {
  const label = (locale: WidgetLocale) =>
    own[locale] || MESSAGES[locale].launcher.label.replace("{company}", () => companyName);
  const en = label("en");
  const others = WIDGET_LOCALES.map((locale) => [locale, label(locale)] as const).filter(([, text]) => text !== en);
  return { en, ...Object.fromEntries(others) };
}
