"use client";

import { ArrowDown, ArrowRight, ArrowUp } from "lucide-react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { ReplayFigures } from "@/lib/staffing/what-if-schemas";
import { REPLAY_FIGURES, type ReplayFigure, useReplayText } from "./use-replay-text";

const TILES = [
  "inTime",
  "waitMedian",
  "waitP90",
  "responseMedian",
  "left",
  "reassigned",
] as const satisfies ReplayFigure[];

/** The main figures as they would be, each with what the replay without a change has. */
export function WhatIfTiles({ asWas, whatIf }: { asWas: ReplayFigures; whatIf: ReplayFigures }) {
  const t = useTranslations("staffing.whatIf");
  const text = useReplayText();
  return (
    <section aria-label={t("tiles")}>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
        {TILES.map((name) => (
          <div key={name} className="flex min-w-0 flex-col rounded-lg border border-border bg-surface px-4 py-3">
            <dt className="text-muted text-xs leading-4">{t(`figure.${name}`)}</dt>
            <dd className="mt-1 flex flex-1 flex-col">
              <span className="font-semibold text-xl tabular-nums">{text(name, whatIf[name])}</span>
              <Change name={name} asWas={asWas[name]} whatIf={whatIf[name]} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type ChangeProps = { name: ReplayFigure; asWas: number | null; whatIf: number | null };

function Change({ name, asWas, whatIf }: ChangeProps) {
  const t = useTranslations("staffing.whatIf");
  const text = useReplayText();
  const words = text(name, asWas);
  // What reads the same is the same, whatever is behind the last digit.
  const isSame = asWas === null || whatIf === null || words === text(name, whatIf);
  const isMore = !isSame && whatIf > asWas;
  const Arrow = isSame ? ArrowRight : isMore ? ArrowUp : ArrowDown;
  const isGood = isMore === REPLAY_FIGURES[name].isMoreBetter;
  return (
    <span
      className={cn(
        "mt-auto inline-flex items-center gap-1 pt-1.5 text-xs tabular-nums",
        isSame ? "text-muted" : isGood ? "text-success-text" : "text-danger-text",
      )}
    >
      <Arrow aria-hidden className="size-3.5 shrink-0" />
      {!isSame && <span className="sr-only">{t(isMore ? "more" : "less")}, </span>}
      {t("asWas", { value: words })}
    </span>
  );
}
