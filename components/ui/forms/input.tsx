"use client";

import type { ComponentProps } from "react";
import { cn } from "../cn";
import { CONTROL_STYLE } from "./control-style";
import { useFieldProps } from "./field-context";

/** A line of text; inside a `Field` it is tied to its label. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input
      {...rest}
      {...useFieldProps(rest)}
      className={cn(CONTROL_STYLE, "h-10 read-only:bg-surface-sunken", className)}
    />
  );
}

/** Several lines; grows with its text where the browser can, up to `max-h` of `className`. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      {...rest}
      {...useFieldProps(rest)}
      className={cn(
        CONTROL_STYLE,
        "field-sizing-content max-h-96 min-h-20 resize-y py-2.5 read-only:bg-surface-sunken",
        className,
      )}
    />
  );
}
