import { ArrowRight, DoorOpen, Inbox, LogIn, ServerCog } from "lucide-react";
import type { ReactNode } from "react";
import { setLocaleAction } from "@/app/actions";
import { LinkButton } from "@/components/ui/actions/link-button";
import { Logo } from "@/components/ui/layout/logo";
import { SkipLink } from "@/components/ui/layout/skip-link";
import { LanguageSwitch } from "@/components/ui/texts/language-switch";
import { getTranslator } from "@/lib/i18n/server";
import { DeskPicture } from "./desk-picture";

export default async function HomePage() {
  const t = await getTranslator("common");
  return (
    <div className="mx-auto w-full max-w-6xl px-4 sm:px-8">
      <SkipLink />
      <header className="flex h-16 items-center justify-between gap-4">
        <Logo />
        <div className="flex items-center gap-1">
          <LanguageSwitch action={setLocaleAction} />
          <LinkButton href="/docs" variant="ghost" className="max-sm:hidden">
            {t("home.docs")}
          </LinkButton>
          <LinkButton href="/login" variant="ghost" icon={<LogIn aria-hidden />}>
            {t("signIn")}
          </LinkButton>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <section className="grid items-center gap-12 py-12 md:grid-cols-2 md:py-20">
          <div>
            <h1 className="font-semibold text-3xl tracking-tight">{t("home.title")}</h1>
            <p className="mt-5 max-w-prose text-lg text-muted">{t("home.lead")}</p>
            <div className="mt-8 flex flex-wrap gap-3">
              <LinkButton href="/demo" variant="primary" size="lg" prefetch={false}>
                {t("home.demo")}
                <ArrowRight aria-hidden className="rtl:rotate-180" />
              </LinkButton>
              <LinkButton href="/login" size="lg">
                {t("signIn")}
              </LinkButton>
              <LinkButton href="/docs" size="lg" className="sm:hidden">
                {t("home.docs")}
              </LinkButton>
            </div>
          </div>
          <DeskPicture />
        </section>
        <section className="grid gap-8 border-border border-t py-12 md:grid-cols-3">
          <Feature icon={<DoorOpen />} title={t("home.features.departmentsTitle")}>
            {t("home.features.departmentsText")}
          </Feature>
          <Feature icon={<Inbox />} title={t("home.features.inboxTitle")}>
            {t("home.features.inboxText")}
          </Feature>
          <Feature icon={<ServerCog />} title={t("home.features.ownTitle")}>
            {t("home.features.ownText")}
          </Feature>
        </section>
      </main>
    </div>
  );
}

function Feature({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div>
      <span aria-hidden className="text-accent [&_svg]:size-6">
        {icon}
      </span>
      <h2 className="mt-3 font-semibold text-base">{title}</h2>
      <p className="mt-1 text-muted">{children}</p>
    </div>
  );
}
