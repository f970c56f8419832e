import type { PreviewState } from "@/lib/appearance/preview";
import type { WidgetLocale } from "@/lib/i18n/locales";

/** Under which circumstances the preview shows the widget. */
export type PreviewChoices = {
  device: "desktop" | "phone";
  theme: "light" | "dark";
  state: PreviewState;
  dir: "ltr" | "rtl";
  locale: WidgetLocale;
};
