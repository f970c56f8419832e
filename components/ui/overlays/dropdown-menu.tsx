"use client";

import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "../cn";

export const MENU_ITEM_STYLE =
  "flex min-h-9 w-full cursor-default select-none items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-start text-sm outline-none data-disabled:opacity-55 data-highlighted:bg-surface-sunken [&_svg]:size-4 [&_svg]:shrink-0";

type MenuProps = {
  /** One button. */
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
  onOpenChange?: (isOpen: boolean) => void;
  children: ReactNode;
};

/** A menu below a button; its items are MenuItem, MenuLink, MenuChoices, MenuSeparator and MenuHeading. */
export function DropdownMenu({ trigger, align = "start", side = "bottom", onOpenChange, children }: MenuProps) {
  return (
    <Radix.Root modal={false} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-80 animate-fade overflow-y-auto rounded-md border border-border bg-surface-raised p-1 text-foreground shadow-raised"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type ItemProps = {
  icon?: ReactNode;
  children: ReactNode;
  tone?: "default" | "danger";
  disabled?: boolean;
  /** At the end of the line, such as a `Kbd`. */
  hint?: ReactNode;
};

const itemStyle = (tone: ItemProps["tone"]) => cn(MENU_ITEM_STYLE, tone === "danger" && "text-danger-text");

/** An entry that does something. */
export function MenuItem({ icon, children, tone, disabled, hint, onSelect }: ItemProps & { onSelect: () => void }) {
  return (
    <Radix.Item disabled={disabled} onSelect={onSelect} className={itemStyle(tone)}>
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
      {hint}
    </Radix.Item>
  );
}

/** An entry that leads somewhere. */
export function MenuLink({ icon, children, tone, disabled, hint, href }: ItemProps & { href: string }) {
  return (
    <Radix.Item asChild disabled={disabled} className={itemStyle(tone)}>
      <Link href={href}>
        {icon}
        <span className="min-w-0 flex-1">{children}</span>
        {hint}
      </Link>
    </Radix.Item>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-border" />;
}

/** Text above a group of entries, such as whose account this is. */
export function MenuHeading({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 pt-2 pb-1 text-muted text-xs">{children}</Radix.Label>;
}
