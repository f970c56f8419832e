import type { ReactNode } from "react";
import { cn } from "../cn";
import type { Tone } from "../tone";

/** `neutral` is a hollow ring, `warning` a half: the state does not hang on colour alone (WCAG 2.2, 1.4.1). */
const DOTS: Record<Tone, string> = {
  neutral: "border-2 border-border-strong",
  accent: "bg-accent",
  success: "bg-success",
  warning: "border-2 border-warning bg-linear-to-r from-warning from-50% to-transparent to-50%",
  danger: "bg-danger",
};

/** A dot and the word for it, such as "Online"; `wordHidden` keeps the word for screen readers only. */
export function StatusDot({ tone, children, wordHidden }: { tone: Tone; children: ReactNode; wordHidden?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden className={cn("inline-block size-2.5 shrink-0 rounded-full", DOTS[tone])} />
      <span className={wordHidden ? "sr-only" : undefined}>{children}</span>
    </span>
  );
}
