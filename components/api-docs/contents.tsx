import type { ApiSection } from "@/lib/api-docs/rules";
import type { DocsTexts } from "./types";

type Props = { sections: readonly ApiSection[]; objects: readonly string[]; t: DocsTexts };

const LINK = "block rounded-sm py-1 text-muted hover:text-foreground wrap-anywhere";

/** Where everything is: beside the page where there is room, else folded up above it. */
export function Contents({ sections, objects, t }: Props) {
  const lists = [
    ...sections.map(({ name, operations }) => ({
      name,
      links: operations.map(({ id, operation }) => ({ id, text: operation.summary })),
    })),
    { name: t("docs.objects"), links: objects.map((name) => ({ id: name, text: name })) },
  ];
  const tree = (
    <ul className="space-y-4 text-sm">
      {lists.map(({ name, links }) => (
        <li key={name}>
          <span className="font-medium">{name}</span>
          <ul lang="en" dir="ltr" className="mt-1">
            {links.map(({ id, text }) => (
              <li key={id}>
                <a href={`#${id}`} className={LINK}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <details className="mb-8 rounded-md border border-border bg-surface px-4 py-3 lg:hidden">
        <summary className="cursor-pointer font-medium">{t("docs.contents")}</summary>
        <nav aria-label={t("docs.contents")} className="mt-3">
          {tree}
        </nav>
      </details>
      <nav
        aria-label={t("docs.contents")}
        className="sticky top-0 hidden max-h-dvh w-64 shrink-0 overflow-y-auto py-8 pe-4 lg:block"
      >
        {tree}
      </nav>
    </>
  );
}
