import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "../cn";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";

type Props = ComponentProps<typeof Link> & { variant?: ButtonVariant; size?: ButtonSize; icon?: ReactNode };

/** A link that looks like a button. */
export function LinkButton({ variant, size, icon, className, children, ...rest }: Props) {
  return (
    <Link {...rest} className={cn(buttonStyle(variant, size), className)}>
      {icon}
      {children}
    </Link>
  );
}
