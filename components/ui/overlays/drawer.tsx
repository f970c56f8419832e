"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { iconButtonStyle } from "../actions/button-style";
import { cn } from "../cn";
import { OVERLAY_STYLE } from "./panel-style";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** Where the focus goes when it closes; by default to what had it before. */
  onCloseAutoFocus?: (event: Event) => void;
  children: ReactNode;
};

/** A modal pane at the end of the window, for what has no room beside the page; Escape, the cross and the veil close it. */
export function Drawer({ open, onOpenChange, title, onCloseAutoFocus, children }: Props) {
  const t = useTranslations("common");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={OVERLAY_STYLE} />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed inset-y-0 end-0 z-50 flex w-96 max-w-[calc(100%-2rem)] animate-fade flex-col border-border border-s bg-surface-raised text-foreground shadow-overlay"
        >
          <header className="flex items-center gap-4 border-border border-b px-5 py-3">
            <Radix.Title className="min-w-0 flex-1 font-semibold text-lg">{title}</Radix.Title>
            <Radix.Close aria-label={t("close")} className={cn(iconButtonStyle("ghost"), "-me-2")}>
              <X aria-hidden />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
