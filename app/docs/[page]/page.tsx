import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Article } from "@/components/docs/article";
import { DocsNav } from "@/components/docs/docs-nav";
import { OnThisPage } from "@/components/docs/on-this-page";
import { readDocPage } from "@/lib/docs/read-page";
import { findDocPage, headingsOf } from "@/lib/docs/rules";
import { getLocale, getTranslator } from "@/lib/i18n/server";

type Props = { params: Promise<{ page: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = findDocPage((await params).page);
  if (!page) return {};
  const t = await getTranslator("docs");
  return { title: t(`pages.${page.slug}.title`), description: t(`pages.${page.slug}.lead`) };
}

/** A page of documentation, from its file in `docs`. */
export default async function DocPage({ params }: Props) {
  const page = findDocPage((await params).page);
  if (!page) notFound();
  const [t, locale, markdown] = await Promise.all([getTranslator("docs"), getLocale(), readDocPage(page)]);
  return (
    <div className="gap-8 lg:flex">
      <DocsNav current={page.slug} t={t} />
      <main id="main" tabIndex={-1} className="min-w-0 flex-1 py-8">
        {locale !== "en" && <p className="mb-4 text-muted text-sm">{t("english")}</p>}
        <Article markdown={markdown} file={page.file} />
      </main>
      <OnThisPage headings={headingsOf(markdown)} label={t("onThisPage")} />
    </div>
  );
}
