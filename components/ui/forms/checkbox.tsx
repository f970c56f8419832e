"use client";

import { Check } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "../cn";
import { FieldError } from "./field";

type Props = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode; error?: string | null };

/** A tick box with its own label; a real checkbox, so it registers with forms as it is. */
export function Checkbox({ label, hint, error, className, ...rest }: Props) {
  const id = useId();
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined;
  return (
    <div className={cn("min-w-0", className)}>
      <label className="flex min-h-6 items-start gap-2.5">
        <span className="relative mt-px inline-flex size-4.5 shrink-0">
          <input
            {...rest}
            type="checkbox"
            aria-describedby={describedBy}
            aria-invalid={Boolean(error) || undefined}
            className="peer size-4.5 appearance-none rounded-sm border border-border-strong bg-surface checked:border-accent checked:bg-accent disabled:opacity-55 aria-invalid:border-danger"
          />
          <Check
            aria-hidden
            strokeWidth={3}
            className="pointer-events-none absolute inset-0 m-auto hidden size-3.5 text-accent-foreground peer-checked:block"
          />
        </span>
        <span className="min-w-0 font-medium">{label}</span>
      </label>
      <div className="ps-7">
        {hint && (
          <p id={`${id}-hint`} className="mt-0.5 text-muted text-xs">
            {hint}
          </p>
        )}
        {error && <FieldError id={`${id}-error`} error={error} />}
      </div>
    </div>
  );
}
