"use client";

import { Languages } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { useLocale, useTranslations } from "use-intl";
import { isLocale, LOCALE_NAMES, LOCALES, type Locale } from "@/lib/i18n/locales";
import { Button } from "../actions/button";
import { DropdownMenu } from "../overlays/dropdown-menu";
import { MenuChoices } from "../overlays/menu-choices";

type Props = {
  /** Stores the choice, usually `setLocaleAction` of `app/actions.ts`. */
  action: (locale: Locale) => Promise<void>;
};

/** A menu of the languages, each in its own words. */
export function LanguageSwitch({ action }: Props) {
  const t = useTranslations("common");
  const { locale, pending, choose } = useLanguage(action);
  return (
    <DropdownMenu
      align="end"
      trigger={
        <Button
          variant="ghost"
          pending={pending}
          icon={<Languages aria-hidden />}
          aria-label={`${t("language")}: ${LOCALE_NAMES[locale]}`}
        >
          {LOCALE_NAMES[locale]}
        </Button>
      }
    >
      <LanguageChoices value={locale} onChange={choose} />
    </DropdownMenu>
  );
}

/** The same choice as part of another menu, such as the user's. */
export function LanguageMenuItems({ action }: Props) {
  const { locale, choose } = useLanguage(action);
  return <LanguageChoices value={locale} onChange={choose} />;
}

function LanguageChoices({ value, onChange }: { value: Locale; onChange: (locale: string) => void }) {
  const t = useTranslations("common");
  const options = LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale], lang: locale }));
  return <MenuChoices label={t("language")} value={value} onChange={onChange} options={options} />;
}

function useLanguage(action: Props["action"]) {
  const locale = useLocale();
  const router = useRouter();
  const [pending, start] = useTransition();
  const choose = (chosen: string) => {
    if (!isLocale(chosen) || chosen === locale) return;
    start(async () => {
      await action(chosen);
      router.refresh();
    });
  };
  return { locale, pending, choose };
}
