"use client";

import { ArrowDown, ArrowRight, ArrowUp } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { changeOf, FIGURES, type FigureName, type Figures } from "@/lib/reports/rules";
import type { ReportQuery } from "@/lib/reports/schemas";
import { chatsHref } from "./report-href";
import { useFigureText } from "./use-figure-text";

type Tile = { label: string; name: FigureName; detail?: string | null };

type Props = { total: Figures; before: Figures; query: ReportQuery };

/** The figures of a period at a glance, each with what it was before, if anybody came then. */
export function FigureTiles({ total, before, query }: Props) {
  const t = useTranslations("reports");
  const format = useFormatter();
  const text = useFigureText();
  const share = (value: number) => format.number(value, { style: "percent", maximumFractionDigits: 0 });
  const hint = (name: FigureName, words: (value: string) => string) =>
    total[name] === null ? null : words(text(name, total[name]));
  const tiles: Tile[] = [
    { label: t("figure.chats"), name: "chats" },
    {
      label: t("figure.wait"),
      name: "waitMedian",
      detail: hint("waitP90", (value) => t("hint.wait", { share: share(0.9), value })),
    },
    {
      label: t("figure.firstResponse"),
      name: "firstResponseMedian",
      detail: hint("firstResponseP90", (value) => t("hint.firstResponse", { share: share(0.9), value })),
    },
    { label: t("figure.handling"), name: "handlingMedian", detail: t("hint.handling") },
    {
      label: t("figure.atOnce"),
      name: "atOnceMean",
      detail: total.atOncePeak ? t("hint.atOnce", { peak: total.atOncePeak }) : null,
    },
    { label: t("figure.missed"), name: "missed" },
    { label: t("figure.reassigned"), name: "reassigned" },
    {
      label: t("figure.abandoned"),
      name: "abandoned",
      detail:
        total.abandoned && total.chats ? t("hint.abandoned", { share: share(total.abandoned / total.chats) }) : null,
    },
    {
      label: t("figure.transfersOut"),
      name: "transfersOut",
      detail: total.transfersIn ? t("hint.transfers", { count: total.transfersIn }) : null,
    },
    { label: t("figure.misrouted"), name: "misrouted", detail: t("hint.misrouted") },
    {
      label: t("figure.rating"),
      name: "ratingAverage",
      detail: total.ratings ? t("hint.rating", { count: total.ratings }) : null,
    },
    {
      label: t("figure.promise"),
      name: "promiseKept",
      detail: hint("promisedMedian", (promised) =>
        t("hint.promise", { promised, real: text("promisedRealMedian", total.promisedRealMedian) }),
      ),
    },
  ];
  return (
    <section aria-label={t("figures")}>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-6">
        {tiles.map((tile) => (
          <div key={tile.name} className="flex min-w-0 flex-col rounded-lg border border-border bg-surface px-4 py-3">
            <dt className="text-muted text-xs leading-4">{tile.label}</dt>
            <dd className="mt-1 flex flex-1 flex-col">
              <TileValue name={tile.name} value={total[tile.name]} query={query} />
              {tile.detail && <span className="text-muted text-xs">{tile.detail}</span>}
              {before.chats !== 0 && <ChangeText name={tile.name} now={total[tile.name]} before={before[tile.name]} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function TileValue({ name, value, query }: { name: FigureName; value: number | null; query: ReportQuery }) {
  const t = useTranslations("reports");
  const words = useFigureText()(name, value);
  if (value === null || (value === 0 && FIGURES[name].unit === "count")) {
    return <span className="font-semibold text-xl tabular-nums">{words}</span>;
  }
  return (
    <Link
      href={chatsHref(query, name)}
      prefetch={false}
      aria-label={t("chats.show", { figure: t(`chats.figure.${name}`), value: words })}
      className="self-start rounded-sm font-semibold text-xl tabular-nums decoration-border-strong underline-offset-4 hover:underline"
    >
      {words}
    </Link>
  );
}

const ARROWS = { up: ArrowUp, down: ArrowDown, same: ArrowRight };

function ChangeText({ name, now, before }: { name: FigureName; now: number | null; before: number | null }) {
  const t = useTranslations("reports");
  const text = useFigureText();
  const words = text(name, before);
  // What reads the same is the same, whatever is behind the last digit.
  const change = changeOf(name, now, text(name, now) === words ? now : before);
  if (!change) return null;
  const Arrow = ARROWS[change.direction];
  return (
    <span
      className={cn(
        "mt-auto inline-flex items-center gap-1 pt-1.5 text-xs tabular-nums",
        change.isGood === null ? "text-muted" : change.isGood ? "text-success-text" : "text-danger-text",
      )}
    >
      <Arrow aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">{t(`change.${change.direction}`)}, </span>
      {t("before", { value: words })}
    </span>
  );
}
