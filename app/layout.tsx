import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { EarlyInput } from "@/components/ui/forms/early-input";
import { EARLY_SCRIPT } from "@/components/ui/forms/early-script";
import { Toaster } from "@/components/ui/overlays/toaster";
import { TooltipProvider } from "@/components/ui/overlays/tooltip";
import { TextsProvider } from "@/components/ui/texts/texts-provider";
import { nonceOf, POLICY_HEADER } from "@/lib/http/page-policy";
import { directionOf } from "@/lib/i18n/locales";
import { loadMessages } from "@/lib/i18n/messages";
import { getLocale, getTimeZone, getTranslator } from "@/lib/i18n/server";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const [t, home] = await Promise.all([getTranslator("common"), getTranslator("home")]);
  return {
    title: { default: t("brand"), template: `%s · ${t("brand")}` },
    description: home("lead"),
    // Apple reads no manifest for the icon on the home screen.
    icons: { icon: "/icon.svg", apple: "/icons/apple-180.png" },
    appleWebApp: { capable: true, title: t("brand"), statusBarStyle: "default" },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f6f3" },
    { media: "(prefers-color-scheme: dark)", color: "#161513" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, timeZone, asked] = await Promise.all([getLocale(), getTimeZone(), headers()]);
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <body>
        {/* A browser shows no script's mark to anybody, so that it seems to be missing. */}
        <script nonce={nonceOf(asked.get(POLICY_HEADER))} suppressHydrationWarning>
          {EARLY_SCRIPT}
        </script>
        <TextsProvider locale={locale} messages={loadMessages(locale)} timeZone={timeZone} renderedAt={Date.now()}>
          <TooltipProvider>{children}</TooltipProvider>
          <Toaster locale={locale} />
          <EarlyInput />
        </TextsProvider>
      </body>
    </html>
  );
}
