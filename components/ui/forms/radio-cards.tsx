"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "../cn";
import { FieldError } from "./field";

export type RadioCardOption = {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  icon?: ReactNode;
  disabled?: boolean;
};

type Props = Omit<ComponentProps<"input">, "type" | "value" | "children" | "className"> & {
  label: ReactNode;
  labelHidden?: boolean;
  options: readonly RadioCardOption[];
  /** Controlled choice; leave out together with `onValueChange` when `register()` drives it. */
  value?: string;
  onValueChange?: (value: string) => void;
  error?: string | null;
  columns?: 1 | 2 | 3;
  className?: string;
};

const COLUMNS = { 1: "grid-cols-1", 2: "sm:grid-cols-2", 3: "sm:grid-cols-3" };

/** A few exclusive choices with an explanation each; real radio buttons, so arrow keys and `register()` work. */
export function RadioCards({
  label,
  labelHidden,
  options,
  value,
  onValueChange,
  error,
  columns = 1,
  className,
  ...rest
}: Props) {
  const id = useId();
  const name = rest.name ?? id;
  return (
    <fieldset
      className={className}
      aria-describedby={error ? `${id}-error` : undefined}
      aria-invalid={Boolean(error) || undefined}
    >
      <legend className={labelHidden ? "sr-only" : "mb-1.5 font-medium"}>{label}</legend>
      <div className={cn("grid gap-2", COLUMNS[columns])}>
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-11 cursor-pointer items-start gap-3 rounded-md border border-border-control bg-surface px-3.5 py-3 hover:bg-surface-sunken has-checked:border-accent has-checked:bg-surface-selected has-disabled:cursor-not-allowed has-disabled:opacity-55 has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2"
          >
            <input
              {...rest}
              type="radio"
              name={name}
              value={option.value}
              disabled={option.disabled ?? rest.disabled}
              {...(onValueChange
                ? { checked: option.value === value, onChange: () => onValueChange(option.value) }
                : {})}
              className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-border-strong bg-surface outline-none checked:border-[5px] checked:border-accent"
            />
            {option.icon}
            <span className="min-w-0">
              <span className="block font-medium">{option.label}</span>
              {option.hint && <span className="mt-0.5 block text-muted text-xs">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && <FieldError id={`${id}-error`} error={error} />}
    </fieldset>
  );
}
