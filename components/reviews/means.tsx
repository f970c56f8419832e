"use client";

import { useFormatter, useTranslations } from "use-intl";
import { Section } from "@/components/ui/layout/card";
import type { ReviewMean } from "@/lib/reviews/schemas";

type Props = { title: string; means: readonly ReviewMean[]; nameOf?: (mean: ReviewMean) => string };

/** Averages one below the other, each with a bar for the eye and its number for everybody. */
export function Means({ title, means, nameOf = ({ name }) => name }: Props) {
  const t = useTranslations("reviews");
  const format = useFormatter();
  if (means.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="space-y-3">
        {means.map((mean) => (
          <li key={mean.key} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1">
            <bdi className="min-w-0 break-words">{nameOf(mean)}</bdi>
            <span className="tabular-nums">
              {format.number(mean.score / 100, { style: "percent", maximumFractionDigits: 0 })}
              <span className="ms-2 text-muted text-xs">{t("count", { count: mean.count })}</span>
            </span>
            <span aria-hidden className="col-span-2 h-1.5 overflow-hidden rounded-full bg-surface-sunken">
              <span
                className="block h-full rounded-full bg-accent forced-color-adjust-none"
                style={{ width: `${mean.score}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
