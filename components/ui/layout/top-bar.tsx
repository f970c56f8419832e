"use client";

import { Menu, X } from "lucide-react";
import Link from "next/link";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { iconButtonStyle } from "../actions/button-style";
import { cn } from "../cn";
import { OVERLAY_STYLE } from "../overlays/panel-style";
import { Logo } from "./logo";
import { type NavSection, SideNav } from "./side-nav";

type Props = { sections: readonly NavSection[]; homeHref: string; foot: ReactNode };

/** The bar on phones; its button opens the navigation as a drawer. */
export function TopBar({ sections, homeHref, foot }: Props) {
  const t = useTranslations("common");
  const [open, setOpen] = useState(false);
  return (
    <header className="flex h-14 shrink-0 items-center justify-between border-border border-b bg-background ps-4 pe-2 md:hidden">
      <Link href={homeHref} className="rounded-md">
        <Logo />
      </Link>
      <Radix.Root open={open} onOpenChange={setOpen}>
        <Radix.Trigger aria-label={t("menu")} className={iconButtonStyle("ghost", "lg")}>
          <Menu aria-hidden />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Overlay className={OVERLAY_STYLE} />
          <Radix.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 end-0 z-50 flex w-[min(20rem,85vw)] animate-fade flex-col border-border border-s bg-background text-foreground shadow-overlay"
          >
            <Radix.Title className="sr-only">{t("menu")}</Radix.Title>
            <SideNav sections={sections} homeHref={homeHref} foot={foot} onNavigate={() => setOpen(false)} />
            <Radix.Close
              aria-label={t("closeMenu")}
              className={cn(iconButtonStyle("ghost", "lg"), "absolute end-2 top-1.5")}
            >
              <X aria-hidden />
            </Radix.Close>
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </header>
  );
}
