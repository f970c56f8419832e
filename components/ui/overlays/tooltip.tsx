"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

export type TooltipSide = "top" | "bottom" | "left" | "right";

const DELAY_MS = 350;

/** Once at the root: after one tooltip was shown, its neighbours open without delay. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Radix.Provider delayDuration={DELAY_MS}>{children}</Radix.Provider>;
}

type Props = {
  content: ReactNode;
  side?: TooltipSide;
  /** The content repeats the name of the trigger, so it is not announced a second time as its description. */
  isLabel?: boolean;
  /** One element that takes focus. */
  children: ReactNode;
};

/** A hint on hover and focus; Escape dismisses it, and it stays while hovered (WCAG 2.2, 1.4.13). */
export function Tooltip({ content, side = "bottom", isLabel = false, children }: Props) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild {...(isLabel ? { "aria-describedby": undefined } : {})}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 max-w-72 animate-fade rounded-md bg-foreground px-2.5 py-1.5 text-background text-xs shadow-raised"
        >
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
