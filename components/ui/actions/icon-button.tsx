"use client";

import type { ComponentProps, ReactNode } from "react";
import { cn } from "../cn";
import { Spinner } from "../display/spinner";
import { Tooltip, type TooltipSide } from "../overlays/tooltip";
import { type ButtonSize, type ButtonVariant, iconButtonStyle } from "./button-style";

type Props = Omit<ComponentProps<"button">, "children" | "aria-label"> & {
  /** The name for screen readers and the text of the tooltip. */
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  pending?: boolean;
  tooltipSide?: TooltipSide;
};

/** A square button with an icon; its label shows as a tooltip. */
export function IconButton({ label, icon, variant, size, pending, tooltipSide, className, onClick, ...rest }: Props) {
  return (
    <Tooltip content={label} side={tooltipSide} isLabel>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-busy={pending || undefined}
        aria-disabled={pending || rest["aria-disabled"] || undefined}
        className={cn(iconButtonStyle(variant, size), className)}
        onClick={pending ? (event) => event.preventDefault() : onClick}
      >
        {pending ? <Spinner /> : icon}
      </button>
    </Tooltip>
  );
}
