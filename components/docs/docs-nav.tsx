import Link from "next/link";
import { DOC_GROUPS, DOC_PAGES, type DocSlug } from "@/lib/docs/rules";
import type { DocsTexts } from "./types";

type Props = { current: DocSlug; t: DocsTexts };

/** All pages: beside the text where there is room, else folded up above it. */
export function DocsNav({ current, t }: Props) {
  const tree = (
    <ul className="space-y-5 text-sm">
      {DOC_GROUPS.map((group) => (
        <li key={group}>
          <span className="font-medium">{t(`groups.${group}`)}</span>
          <ul className="mt-1">
            {DOC_PAGES.filter((page) => page.group === group).map(({ slug }) => (
              <li key={slug}>
                <Link
                  href={`/docs/${slug}`}
                  aria-current={slug === current ? "page" : undefined}
                  className="block rounded-sm py-1 text-muted hover:text-foreground aria-[current=page]:font-medium aria-[current=page]:text-accent-text"
                >
                  {t(`pages.${slug}.title`)}
                </Link>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <details className="mb-6 rounded-md border border-border bg-surface px-4 py-3 lg:hidden">
        <summary className="cursor-pointer font-medium">{t("all")}</summary>
        <nav aria-label={t("all")} className="mt-3">
          <Link href="/docs" className="mb-4 block rounded-sm py-1 text-sm sm:hidden">
            {t("title")}
          </Link>
          {tree}
        </nav>
      </details>
      <nav
        aria-label={t("all")}
        className="sticky top-0 hidden max-h-dvh w-56 shrink-0 overflow-y-auto py-8 pe-4 lg:block"
      >
        {tree}
      </nav>
    </>
  );
}
