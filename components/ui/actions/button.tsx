"use client";

import type { ComponentProps, ReactNode } from "react";
import { cn } from "../cn";
import { Spinner } from "../display/spinner";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";

type Props = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Work is under way: the button keeps its focus and its width, says it is busy and ignores clicks. */
  pending?: boolean;
  icon?: ReactNode;
};

/** A button; unlike HTML's it does not submit unless `type="submit"` says so. */
export function Button({ variant, size, pending = false, icon, className, children, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={cn(buttonStyle(variant, size), className)}
      aria-busy={pending || undefined}
      aria-disabled={pending || rest["aria-disabled"] || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
    >
      {pending ? <Spinner /> : icon}
      {children}
    </button>
  );
}
