"use client";

import type { ComponentProps } from "react";
import { cn } from "../cn";
import { useFieldProps } from "./field-context";

/** The browser's own slider; inside a `Field` it is tied to its label. */
export function Range({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      {...rest}
      {...useFieldProps(rest)}
      type="range"
      className={cn("h-8 w-full max-w-xs accent-accent", className)}
    />
  );
}
