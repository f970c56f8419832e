"use client";

import type { MouseEvent, ReactNode } from "react";
import { Button } from "@/components/ui/actions/button";
import { Tooltip } from "@/components/ui/overlays/tooltip";

/** Something that can be done with a chat. */
export type ActionEntry = {
  name: string;
  label: string;
  hint?: string;
  icon: ReactNode;
  isMain?: boolean;
  act: (from: HTMLElement | null) => void;
};

/** Its word shows where there is room; what it does is told on hover and focus. */
export function ActionButton({ entry, isBusy }: { entry: ActionEntry; isBusy: boolean }) {
  const { name, label, hint, icon, isMain, act } = entry;
  return (
    <Tooltip content={hint ? `${label.replace(/…$/, "")}. ${hint}` : label} isLabel={!hint}>
      <Button
        variant={isMain ? "primary" : "secondary"}
        icon={icon}
        pending={isBusy}
        onClick={(event: MouseEvent<HTMLElement>) => act(event.currentTarget)}
      >
        <span className={isMain ? undefined : name === "close" ? "@max-2xl:sr-only" : "@max-4xl:sr-only"}>{label}</span>
      </Button>
    </Tooltip>
  );
}
