import type { Locale } from "@/lib/i18n/locales";

/** What the home page shows of the product; `npm run screenshots` takes them. */
export const SITE_PICTURES = ["inbox", "widget", "reports"] as const;
export type SitePicture = (typeof SITE_PICTURES)[number];

/** Below `public`, which is its address, too. */
export const sitePicturePath = (name: SitePicture, theme: "light" | "dark", locale: Locale): string =>
  `/images/${name}-${theme}-${locale}.webp`;
