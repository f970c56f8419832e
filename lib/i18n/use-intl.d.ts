import type { Locale as AppLocale } from "./locales";
import type { AppMessages } from "./messages";

declare module "use-intl" {
  /** Makes `useTranslations("area")` know which keys there are. */
  interface AppConfig {
    Locale: AppLocale;
    Messages: AppMessages;
  }
}
