import { LogIn } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { setLocaleAction } from "@/app/actions";
import { LinkButton } from "@/components/ui/actions/link-button";
import { Logo } from "@/components/ui/layout/logo";
import { SkipLink } from "@/components/ui/layout/skip-link";
import { LanguageSwitch } from "@/components/ui/texts/language-switch";
import { getTranslator } from "@/lib/i18n/server";

/** What stands above every page of documentation. */
export default async function DocsLayout({ children }: { children: ReactNode }) {
  const [t, common] = await Promise.all([getTranslator("docs"), getTranslator("common")]);
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pb-16 sm:px-8">
      <SkipLink />
      <header className="flex h-16 items-center justify-between gap-4">
        <div className="flex min-w-0 items-center gap-4">
          <Link href="/" aria-label={t("home")} className="rounded-sm">
            <Logo />
          </Link>
          <Link href="/docs" className="rounded-sm font-medium text-muted hover:text-foreground max-sm:hidden">
            {t("title")}
          </Link>
        </div>
        <div className="flex items-center gap-1">
          <LanguageSwitch action={setLocaleAction} />
          <LinkButton href="/login" variant="ghost" icon={<LogIn aria-hidden />}>
            {common("signIn")}
          </LinkButton>
        </div>
      </header>
      {children}
    </div>
  );
}
