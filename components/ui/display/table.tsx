import type { ComponentProps } from "react";
import { cn } from "../cn";

/** A table that scrolls sideways by itself on narrow screens; `label` names it. */
export function Table({ label, className, ...rest }: ComponentProps<"table"> & { label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.2, 2.1.1).
      tabIndex={0}
      className="relative overflow-x-auto rounded-lg border border-border bg-surface"
    >
      <table {...rest} className={cn("w-full border-collapse text-start", className)} />
    </section>
  );
}

export function TableHead(props: ComponentProps<"thead">) {
  return <thead {...props} className={cn("border-border border-b", props.className)} />;
}

export function TableRow(props: ComponentProps<"tr">) {
  return (
    <tr
      {...props}
      className={cn("border-border border-b last:border-b-0 [tbody_&]:hover:bg-surface-sunken/50", props.className)}
    />
  );
}

export function TableHeader(props: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...props}
      className={cn("px-4 py-2.5 text-start font-medium text-muted text-xs whitespace-nowrap", props.className)}
    />
  );
}

export function TableCell(props: ComponentProps<"td">) {
  return <td {...props} className={cn("px-4 py-3 align-middle", props.className)} />;
}
