import type { ComponentProps } from "react";
import { cn } from "../cn";

/**
 * A table; `label` names it. On phones each row is a block of its own, with the heading of a column before each value;
 * where it is wider than its page for another reason, it scrolls sideways by itself.
 */
export function Table({ label, className, ...rest }: ComponentProps<"table"> & { label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.2, 2.1.1).
      tabIndex={0}
      className="relative overflow-x-auto rounded-lg border border-border bg-surface"
    >
      <table
        {...rest}
        className={cn("w-full border-collapse text-start max-sm:block max-sm:[&>tbody]:block", className)}
      />
    </section>
  );
}

export function TableHead(props: ComponentProps<"thead">) {
  return <thead {...props} className={cn("border-border border-b max-sm:sr-only", props.className)} />;
}

export function TableRow(props: ComponentProps<"tr">) {
  return (
    <tr
      {...props}
      className={cn(
        "border-border border-b last:border-b-0 max-sm:relative max-sm:block max-sm:px-4 max-sm:py-3 [tbody_&]:hover:bg-surface-sunken/50",
        props.className,
      )}
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

type CellProps = ComponentProps<"td"> & {
  /** The heading of its column, shown before the value on phones. */
  label?: string;
  /** Holds the button of its row, which stands in a corner on phones. */
  isAction?: boolean;
};

export function TableCell({ label, isAction = false, className, children, ...rest }: CellProps) {
  return (
    <td
      {...rest}
      className={cn(
        "px-4 py-3 align-middle",
        isAction ? "text-end max-sm:absolute max-sm:end-2 max-sm:top-2 max-sm:p-0" : "max-sm:px-0 max-sm:py-1",
        label ? "max-sm:flex max-sm:gap-3" : !isAction && "max-sm:block max-sm:pe-10",
        className,
      )}
    >
      {label && (
        <span aria-hidden className="w-28 shrink-0 text-muted text-xs leading-5 sm:hidden">
          {label}
        </span>
      )}
      {label ? <div className="min-w-0">{children}</div> : children}
    </td>
  );
}
