"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { ReportDto } from "@/lib/reports/schemas";

type Props = Pick<ReportDto, "leftByPlace" | "leftAtNoPlace">;

/** From which places of the queue visitors left: a line for each, with a bar as long as its share. */
export function LeftByPlace({ leftByPlace, leftAtNoPlace }: Props) {
  const t = useTranslations("reports");
  const format = useFormatter();
  const known = leftByPlace.reduce((sum, { count }) => sum + count, 0);
  if (known + leftAtNoPlace === 0) return null;
  const most = Math.max(1, ...leftByPlace.map(({ count }) => count));
  const places = leftByPlace.map(({ upTo, count }, index) => {
    const from = (leftByPlace[index - 1]?.upTo ?? 0) + 1;
    const label =
      upTo === null
        ? t("places.beyond", { from })
        : from === upTo
          ? t("places.one", { place: upTo })
          : `${from}–${upTo}`;
    return { label, count };
  });
  return (
    <section aria-labelledby="left-by-place" className="rounded-lg border border-border bg-surface px-5 py-4">
      <h2 id="left-by-place" className="font-semibold text-base">
        {t("places.title")}
      </h2>
      <p className="mt-0.5 text-muted text-xs">{t("places.lead")}</p>
      <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1.5">
        {places.map(({ label, count }) => (
          <div key={label} className="contents">
            <dt className="text-muted text-xs">{label}</dt>
            <dd className="flex items-center gap-2 text-xs tabular-nums">
              <span
                className="h-3 rounded-e-xs bg-warning forced-color-adjust-none"
                style={{ width: `${(count / most) * 85}%` }}
              />
              {format.number(count)}
              <span className="text-muted">
                {known > 0 && format.number(count / known, { style: "percent", maximumFractionDigits: 0 })}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      {leftAtNoPlace > 0 && <p className="mt-2 text-muted text-xs">{t("places.unknown", { count: leftAtNoPlace })}</p>}
    </section>
  );
}
