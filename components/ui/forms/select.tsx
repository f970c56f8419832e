"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "../cn";
import { CONTROL_STYLE } from "./control-style";
import { useFieldProps } from "./field-context";

type Props = ComponentProps<"select"> & {
  options?: readonly { value: string; label: string; disabled?: boolean }[];
};

/** The browser's own select, because phones show it best; give `options` or `<option>` children. */
export function Select({ options, className, children, ...rest }: Props) {
  return (
    <span className={cn("relative block", className)}>
      <select {...rest} {...useFieldProps(rest)} className={cn(CONTROL_STYLE, "h-10 appearance-none pe-9")}>
        {options?.map(({ label, ...option }) => (
          <option key={option.value} {...option}>
            {label}
          </option>
        ))}
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-muted" />
    </span>
  );
}
