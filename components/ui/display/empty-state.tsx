import type { ReactNode } from "react";
import { cn } from "../cn";

type Props = { icon?: ReactNode; title: string; text?: ReactNode; action?: ReactNode; className?: string };

/** What stands where nothing is yet: why it is empty and what to do. */
export function EmptyState({ icon, title, text, action, className }: Props) {
  return (
    <div className={cn("flex flex-col items-center px-6 py-12 text-center", className)}>
      {icon && (
        <span
          aria-hidden
          className="mb-4 inline-flex size-12 items-center justify-center rounded-xl bg-surface-sunken text-muted [&_svg]:size-6"
        >
          {icon}
        </span>
      )}
      <p className="font-semibold text-base">{title}</p>
      {text && <p className="mt-1 max-w-md text-muted">{text}</p>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
