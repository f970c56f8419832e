import type { Metadata } from "next";
import Link from "next/link";
import { DOC_GROUPS, DOC_PAGES } from "@/lib/docs/rules";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("docs");
  return { title: t("title"), description: t("lead") };
}

/** All pages of documentation, by whom they are for. */
export default async function DocsPage() {
  const t = await getTranslator("docs");
  return (
    <main id="main" tabIndex={-1} className="py-8">
      <h1 className="font-semibold text-2xl tracking-tight">{t("title")}</h1>
      <p className="mt-2 max-w-prose text-lg text-muted">{t("lead")}</p>
      {DOC_GROUPS.map((group) => (
        <section key={group} aria-labelledby={group} className="mt-10">
          <h2 id={group} className="font-semibold text-lg">
            {t(`groups.${group}`)}
          </h2>
          <ul className="mt-4 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {DOC_PAGES.filter((page) => page.group === group).map(({ slug }) => (
              <Entry
                key={slug}
                href={`/docs/${slug}`}
                title={t(`pages.${slug}.title`)}
                lead={t(`pages.${slug}.lead`)}
              />
            ))}
            {group === "admin" && <Entry href="/docs/api" title={t("api.title")} lead={t("api.lead")} />}
          </ul>
        </section>
      ))}
    </main>
  );
}

function Entry({ href, title, lead }: { href: "/docs/api" | `/docs/${string}`; title: string; lead: string }) {
  return (
    <li className="relative rounded-lg border border-border bg-surface px-5 py-4 hover:border-border-strong">
      <Link href={href} prefetch={false} className="rounded-sm font-medium after:absolute after:inset-0">
        {title}
      </Link>
      <p className="mt-1 text-muted text-sm">{lead}</p>
    </li>
  );
}
