import { ArrowRight, DoorOpen, Inbox, LogIn, ServerCog } from "lucide-react";
import type { ReactNode } from "react";
import { setLocaleAction } from "@/app/actions";
import { pageOrigin } from "@/app/page-origin";
import { LiveChat } from "@/components/home/live-chat";
import { LinkButton } from "@/components/ui/actions/link-button";
import { Logo } from "@/components/ui/layout/logo";
import { SkipLink } from "@/components/ui/layout/skip-link";
import { LanguageSwitch } from "@/components/ui/texts/language-switch";
import { database } from "@/db/client";
import { findHomeKey } from "@/lib/embed/home-key";
import { getLocale, getTranslator } from "@/lib/i18n/server";
import { Picture } from "./picture";

export default async function HomePage() {
  const [t, locale, db, origin] = await Promise.all([getTranslator("home"), getLocale(), database(), pageOrigin()]);
  const key = await findHomeKey(db, origin);
  return (
    <div className="mx-auto w-full max-w-6xl px-4 sm:px-8">
      <SkipLink />
      <header className="flex h-16 items-center justify-between gap-4">
        <Logo />
        <div className="flex items-center gap-1">
          <LanguageSwitch action={setLocaleAction} />
          <LinkButton href="/docs" variant="ghost" className="max-sm:hidden">
            {t("docs")}
          </LinkButton>
          <LinkButton href="/login" variant="ghost" icon={<LogIn aria-hidden />}>
            {t("signIn")}
          </LinkButton>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <section className="pt-12 md:pt-20">
          <h1 className="max-w-3xl text-balance font-semibold text-3xl tracking-tight md:text-4xl">{t("title")}</h1>
          <p className="mt-5 max-w-prose text-lg text-muted">{t("lead")}</p>
          <div className="mt-8 flex flex-wrap gap-3">
            {key && <LiveChat snippetKey={key}>{t("chat")}</LiveChat>}
            <LinkButton href="/demo" variant={key ? "secondary" : "primary"} size="lg" prefetch={false}>
              {t("demo")}
              <ArrowRight aria-hidden className="rtl:rotate-180" />
            </LinkButton>
            <LinkButton href="/docs" size="lg" className="sm:hidden">
              {t("docs")}
            </LinkButton>
          </div>
          {key && <p className="mt-3 text-muted">{t("chatHint")}</p>}
        </section>
        <section className="mt-12 md:mt-16">
          <Picture name="inbox" locale={locale} alt={t("pictures.inbox")} width={1440} height={900} isFirst />
        </section>
        <section className="grid gap-8 py-14 md:grid-cols-3">
          <Feature icon={<DoorOpen />} title={t("features.departmentsTitle")}>
            {t("features.departmentsText")}
          </Feature>
          <Feature icon={<Inbox />} title={t("features.inboxTitle")}>
            {t("features.inboxText")}
          </Feature>
          <Feature icon={<ServerCog />} title={t("features.ownTitle")}>
            {t("features.ownText")}
          </Feature>
        </section>
        <Part title={t("widgetTitle")} text={t("widgetText")}>
          <Picture
            name="widget"
            locale={locale}
            alt={t("pictures.widget")}
            width={424}
            height={748}
            className="mx-auto max-w-sm"
          />
        </Part>
        <Part title={t("reportsTitle")} text={t("reportsText")} isWide>
          <Picture name="reports" locale={locale} alt={t("pictures.reports")} width={1440} height={900} />
        </Part>
        <section className="flex flex-wrap items-center justify-between gap-6 border-border border-t py-12">
          <h2 className="font-semibold text-xl">{t("endTitle")}</h2>
          <LinkButton href="/docs/deploy" size="lg">
            {t("install")}
          </LinkButton>
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

type PartProps = { title: string; text: string; isWide?: boolean; children: ReactNode };

/** One side of the product, told and shown. */
function Part({ title, text, isWide = false, children }: PartProps) {
  return (
    <section
      className={
        isWide
          ? "grid items-center gap-8 border-border border-t py-14 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]"
          : "grid items-center gap-8 border-border border-t py-14 md:grid-cols-2"
      }
    >
      <div>
        <h2 className="text-balance font-semibold text-2xl tracking-tight">{title}</h2>
        <p className="mt-3 max-w-prose text-lg text-muted">{text}</p>
      </div>
      {children}
    </section>
  );
}
