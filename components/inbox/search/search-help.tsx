"use client";

import { useTranslations } from "use-intl";

const LINES = ["phrase", "without", "from", "department", "tag", "after", "before", "spam"] as const;

/** What can be typed into the search. */
export function SearchHelp() {
  const t = useTranslations("search.help");
  return (
    <section aria-labelledby="search-help" className="px-4 py-3 text-sm">
      <h2 id="search-help" className="font-semibold">
        {t("title")}
      </h2>
      <p className="mt-1 text-muted">{t("words")}</p>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1.5">
        {LINES.map((line) => (
          <div key={line} className="contents">
            <dt>
              <code className="rounded-sm bg-surface-sunken px-1.5 py-0.5 text-xs">{t(line)}</code>
            </dt>
            <dd className="text-muted">{t(`${line}Text`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
