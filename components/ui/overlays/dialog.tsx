"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { iconButtonStyle } from "../actions/button-style";
import { cn } from "../cn";
import { OVERLAY_STYLE, PANEL_STYLE } from "./panel-style";

const WIDTHS = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl", xl: "sm:max-w-6xl" };

type Props = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** An element that opens the dialog, where no state outside needs to know. */
  trigger?: ReactNode;
  title: string;
  description?: ReactNode;
  /** Buttons at the end, the main one last. */
  footer?: ReactNode;
  size?: keyof typeof WIDTHS;
  children?: ReactNode;
};

/** A modal window: focus stays inside and returns where it was; Escape and the cross close it. */
export function Dialog({ open, onOpenChange, trigger, title, description, footer, size = "sm", children }: Props) {
  const t = useTranslations("common");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className={OVERLAY_STYLE} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(PANEL_STYLE, WIDTHS[size])}
        >
          <header className="flex items-start gap-4 px-6 pt-5">
            <div className="min-w-0 flex-1 pt-1">
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              {description && <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>}
            </div>
            <Radix.Close aria-label={t("close")} className={cn(iconButtonStyle("ghost"), "-me-2")}>
              <X aria-hidden />
            </Radix.Close>
          </header>
          <div className="min-h-0 overflow-y-auto px-6 py-5">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-border border-t px-6 py-4">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Around a button in the footer that just closes the dialog. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}
