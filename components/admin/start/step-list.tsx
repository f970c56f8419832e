"use client";

import { Check, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Notice } from "@/components/ui/display/notice";
import type { Step, StepView } from "@/lib/first-steps/rules";

type Props = {
  steps: readonly StepView[];
  /** The one that lies open; null when nothing is left to do. */
  shown: Step | null;
  content: ReactNode;
};

/** The steps in their order, one of them open; each can be opened again. */
export function StepList({ steps, shown, content }: Props) {
  const t = useTranslations("start");
  const done = steps.filter(({ state }) => state === "done").length;
  return (
    <>
      {shown === null && (
        <Notice tone="success" title={t("completeTitle")} className="mb-6">
          {t("completeText")}
        </Notice>
      )}
      <p className="mb-3 text-muted" role="status">
        {t("progress", { done, count: steps.length })}
      </p>
      <ol className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-surface">
        {steps.map(({ step, state }, index) => {
          const isShown = step === shown;
          return (
            <li key={step} aria-current={isShown ? "step" : undefined}>
              <StepHead step={step} state={state} number={index + 1} isShown={isShown} />
              {isShown && <div className="px-4 pt-1 pb-6 sm:ps-18 sm:pe-6">{content}</div>}
            </li>
          );
        })}
      </ol>
    </>
  );
}

type HeadProps = StepView & { number: number; isShown: boolean };

function StepHead({ step, state, number, isShown }: HeadProps) {
  const t = useTranslations("start");
  const inside = (
    <>
      <span
        aria-hidden
        className={cn(
          "grid size-8 shrink-0 place-items-center rounded-full border font-semibold text-sm tabular-nums",
          state === "done" && "border-success bg-success-soft text-success-text",
          state !== "done" && (isShown ? "border-accent bg-accent text-accent-foreground" : "border-border text-muted"),
        )}
      >
        {state === "done" ? <Check className="size-4.5" /> : number}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <h2 className="font-semibold text-base">{t(`${step}.title`)}</h2>
          {state !== "open" && (
            <span className={cn("text-xs", state === "done" ? "text-success-text" : "text-muted")}>
              {t(`states.${state}`)}
            </span>
          )}
        </div>
        <p className="max-w-prose text-muted">{t(`${step}.text`)}</p>
      </div>
    </>
  );
  if (isShown) return <div className="flex items-start gap-4 px-4 pt-5 pb-3 sm:px-6">{inside}</div>;
  return (
    <Link
      href={`/admin/start?step=${step}`}
      scroll={false}
      className="-outline-offset-2 flex items-center gap-4 px-4 py-4 hover:bg-surface-sunken sm:px-6"
    >
      {inside}
      <ChevronRight aria-hidden className="size-5 shrink-0 text-muted rtl:rotate-180" />
    </Link>
  );
}
