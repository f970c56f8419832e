"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/forms/field";
import { POINTS, type Points } from "@/lib/reviews/rules";

type Props = {
  name: string;
  hint: string;
  weight: number;
  value: Points | null | undefined;
  onChange: (points: Points | null) => void;
};

const CHOICE =
  "relative inline-flex min-h-9 min-w-9 cursor-pointer items-center justify-center rounded-md border border-border-control px-2.5 text-sm tabular-nums has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2";

/** How far one criterion was met, or that it has nothing to do with the chat. */
export function PointsChoice({ name, hint, weight, value, onChange }: Props) {
  const t = useTranslations("reviews.form");
  const id = useId();
  const label = (
    <>
      {name}
      {weight > 1 && <span className="ms-1.5 font-normal text-muted text-xs">{t("weight", { weight })}</span>}
    </>
  );
  return (
    <Field label={label} hint={hint || undefined} group>
      <div className="flex flex-wrap gap-1.5">
        {POINTS.map((points) => (
          <label key={points} className={CHOICE}>
            <input
              type="radio"
              name={id}
              checked={value === points}
              onChange={() => onChange(points)}
              className="sr-only"
              aria-label={t("points", { points, most: POINTS.length })}
            />
            <span aria-hidden>{points}</span>
          </label>
        ))}
        <label className={CHOICE}>
          <input type="radio" name={id} checked={value === null} onChange={() => onChange(null)} className="sr-only" />
          {t("notJudged")}
        </label>
      </div>
    </Field>
  );
}
