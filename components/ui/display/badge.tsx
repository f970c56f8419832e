import type { ReactNode } from "react";
import { cn } from "../cn";
import { SOFT_TONES, type Tone } from "../tone";

type Props = { tone?: Tone; icon?: ReactNode; children: ReactNode; className?: string };

/** A short word about its neighbour, such as "Hidden" or "Admin". */
export function Badge({ tone = "neutral", icon, children, className }: Props) {
  return (
    <span
      className={cn(
        "inline-flex min-h-5.5 items-center gap-1 rounded-full px-2 font-medium text-xs [&_svg]:size-3.5",
        SOFT_TONES[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}

/** A number such as unread messages; `label` says what is counted. Nothing at zero. */
export function CountBadge({ count, label, tone = "accent" }: { count: number; label: string; tone?: Tone }) {
  if (count <= 0) return null;
  return (
    <span
      className={cn(
        "inline-flex h-5 min-w-5 items-center justify-center rounded-full px-1.5 font-semibold text-xs tabular-nums",
        tone === "accent" && "bg-accent text-accent-foreground",
        tone === "danger" && "bg-danger text-danger-foreground",
        tone !== "accent" && tone !== "danger" && SOFT_TONES[tone],
      )}
    >
      <span aria-hidden>{count > 99 ? "99+" : count}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
