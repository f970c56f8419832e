"use client";

import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";
import { CountBadge } from "@/components/ui/display/badge";
import type { Tone } from "@/components/ui/tone";

type Props = {
  title: string;
  count: number;
  countLabel: string;
  tone: Tone;
  className: string;
  children: ReactNode;
};

/** A part of the list that is there on every tab, and scrolls by itself below its heading. */
export function ListSection({ title, count, countLabel, tone, className, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cn("overflow-y-auto overscroll-contain", className)}>
      <h2
        id={id}
        className="sticky top-0 z-10 flex items-center gap-2 border-border border-b bg-surface px-4 py-2 font-semibold text-muted text-xs"
      >
        {title}
        <CountBadge count={count} label={countLabel} tone={tone} />
      </h2>
      <ul>{children}</ul>
    </section>
  );
}
