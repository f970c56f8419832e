import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "../cn";

/** A link inside text; `external` opens another site in a new tab without telling it where from. */
export function TextLink({ className, external, ...rest }: ComponentProps<typeof Link> & { external?: boolean }) {
  const outward = external ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return (
    <Link
      {...outward}
      {...rest}
      className={cn(
        "rounded-sm font-medium text-accent-text underline decoration-1 underline-offset-3 hover:decoration-2",
        className,
      )}
    />
  );
}
