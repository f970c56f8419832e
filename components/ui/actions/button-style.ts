import { cn } from "../cn";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger" | "quietDanger";
export type ButtonSize = "sm" | "md" | "lg";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent text-accent-foreground hover:bg-accent-hover",
  secondary: "border-border-control bg-surface text-foreground hover:bg-surface-sunken",
  ghost: "border-transparent text-foreground hover:bg-surface-sunken",
  quietDanger: "border-border-control bg-surface text-danger-text hover:bg-surface-sunken",
  danger: "border-transparent bg-danger text-danger-foreground hover:bg-danger-hover",
};

const SIZES: Record<ButtonSize, string> = {
  sm: "min-h-8 px-2.5 text-sm [&_svg]:size-4",
  md: "min-h-9 px-3.5 text-sm [&_svg]:size-4",
  lg: "min-h-11 px-5 text-base [&_svg]:size-5",
};

const SQUARES: Record<ButtonSize, string> = {
  sm: "size-8 [&_svg]:size-4",
  md: "size-9 [&_svg]:size-4.5",
  lg: "size-11 [&_svg]:size-5",
};

const BASE = cn(
  "inline-flex shrink-0 select-none items-center justify-center gap-2 rounded-md border font-medium",
  "transition-colors duration-100 [&_svg]:shrink-0",
  "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed",
);

/** Looks of a button with text, for buttons and links alike. */
export const buttonStyle = (variant: ButtonVariant = "secondary", size: ButtonSize = "md") =>
  cn(BASE, VARIANTS[variant], SIZES[size]);

/** Looks of a square button that shows only an icon. */
export const iconButtonStyle = (variant: ButtonVariant = "ghost", size: ButtonSize = "md") =>
  cn(BASE, VARIANTS[variant], SQUARES[size]);
