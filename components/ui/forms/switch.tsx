"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "../cn";

type Props = Omit<ComponentProps<"input">, "type" | "role"> & { label: ReactNode; hint?: ReactNode };

/** On or off; a checkbox underneath (works with forms as it is), announced as a switch. */
export function Switch({ label, hint, className, ...rest }: Props) {
  const id = useId();
  return (
    <label className={cn("flex items-start gap-4", className)}>
      <span className="min-w-0 flex-1">
        <span id={`${id}-label`} className="font-medium">
          {label}
        </span>
        {hint && (
          <span id={`${id}-hint`} className="mt-0.5 block text-muted text-xs">
            {hint}
          </span>
        )}
      </span>
      <span className="relative inline-flex h-6 w-10 shrink-0">
        <input
          {...rest}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its state by itself.
          role="switch"
          aria-labelledby={`${id}-label`}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className="peer h-6 w-10 appearance-none rounded-full border border-border-strong bg-surface-sunken transition-colors checked:border-accent checked:bg-accent disabled:opacity-55"
        />
        <span
          aria-hidden
          className="pointer-events-none absolute start-1 top-1 size-4 rounded-full bg-border-strong transition-transform duration-100 peer-checked:translate-x-4 peer-checked:bg-accent-foreground rtl:peer-checked:-translate-x-4"
        />
      </span>
    </label>
  );
}
