"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "../cn";
import { isCurrent } from "./is-current";

const LIST_STYLE = "flex gap-1 overflow-x-auto border-border border-b";
const TAB_STYLE =
  "-mb-px inline-flex min-h-10 shrink-0 items-center gap-2 border-transparent border-b-2 px-3 font-medium text-muted hover:text-foreground focus-visible:-outline-offset-2";

export type TabItem = { value: string; label: ReactNode; badge?: ReactNode; content: ReactNode };

type Props = {
  /** Names the list of tabs for screen readers. */
  label: string;
  items: readonly TabItem[];
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  className?: string;
};

/** Parts of a page of which one is shown. */
export function Tabs({ label, items, value, defaultValue, onValueChange, className }: Props) {
  return (
    <Radix.Root
      value={value}
      defaultValue={defaultValue ?? (value === undefined ? items[0]?.value : undefined)}
      onValueChange={onValueChange}
      className={className}
    >
      <Radix.List aria-label={label} className={LIST_STYLE}>
        {items.map((item) => (
          <Radix.Trigger
            key={item.value}
            value={item.value}
            className={cn(TAB_STYLE, "data-[state=active]:border-accent data-[state=active]:text-foreground")}
          >
            {item.label}
            {item.badge}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {items.map((item) => (
        <Radix.Content key={item.value} value={item.value} className="pt-5">
          {item.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}

/** `exact`: current on that page alone, not on those below it. */
export type TabLink = { href: string; label: ReactNode; exact?: boolean };

/** Tabs that are pages of their own. */
export function TabNav({ label, items }: { label: string; items: readonly TabLink[] }) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className={cn(LIST_STYLE, "mb-6")}>
      {items.map((item) => {
        const current = isCurrent(pathname, item.href, item.exact);
        return (
          <Link
            key={item.href}
            href={item.href}
            aria-current={current ? "page" : undefined}
            // A variant, because it must beat the border and the colour that every tab has.
            className={cn(TAB_STYLE, "aria-[current=page]:border-accent aria-[current=page]:text-foreground")}
          >
            {item.label}
          </Link>
        );
      })}
    </nav>
  );
}
