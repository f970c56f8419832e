"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cn } from "../cn";
import { Tooltip } from "../overlays/tooltip";
import { CompactContext } from "./compact-context";
import { isCurrent } from "./is-current";
import { LogoMark } from "./logo";

export type NavItem = {
  href: string;
  label: string;
  /** An element of lucide-react, such as `<Inbox />`. */
  icon: ReactNode;
  /** At the end, such as a `CountBadge`. */
  badge?: ReactNode;
  /** Current only on exactly this page, not on those below it. */
  exact?: boolean;
};
export type NavSection = { label?: string; items: readonly NavItem[] };

type Props = {
  sections: readonly NavSection[];
  homeHref: string;
  compact?: boolean;
  foot: ReactNode;
  onNavigate?: () => void;
};

/** Brand, navigation and foot, one above the other; `compact` shows icons with tooltips. */
export function SideNav({ sections, homeHref, compact = false, foot, onNavigate }: Props) {
  const t = useTranslations("common");
  const pathname = usePathname();
  return (
    <>
      <div className={cn("flex h-14 shrink-0 items-center", compact ? "justify-center" : "px-5")}>
        <Link
          href={homeHref}
          className="inline-flex items-center gap-2.5 rounded-md font-semibold text-base tracking-tight"
        >
          <LogoMark />
          <span className={compact ? "sr-only" : undefined}>{t("brand")}</span>
        </Link>
      </div>
      <nav aria-label={t("mainNavigation")} className="min-h-0 flex-1 overflow-y-auto px-3 py-2">
        {sections.map((section, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sections are fixed and may have no label.
          <div key={index} className="mb-5">
            {section.label && !compact && (
              <p className="px-2.5 pb-1.5 font-medium text-muted text-xs">{section.label}</p>
            )}
            <ul className="space-y-0.5">
              {section.items.map((item) => (
                <li key={item.href}>
                  <NavLink
                    item={item}
                    compact={compact}
                    current={isCurrent(pathname, item.href, item.exact)}
                    onNavigate={onNavigate}
                  />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className={cn("flex shrink-0 flex-col gap-2 p-3", compact && "items-center")}>
        <CompactContext value={compact}>{foot}</CompactContext>
      </div>
    </>
  );
}

type LinkProps = { item: NavItem; compact: boolean; current: boolean; onNavigate?: () => void };

function NavLink({ item, compact, current, onNavigate }: LinkProps) {
  const link = (
    <Link
      href={item.href}
      aria-current={current ? "page" : undefined}
      onClick={onNavigate}
      className={cn(
        "relative flex min-h-9 items-center gap-2.5 rounded-md font-medium [&_svg]:size-4.5 [&_svg]:shrink-0",
        compact ? "size-10 justify-center" : "px-2.5",
        current ? "bg-surface-selected text-accent-text" : "text-muted hover:bg-surface-sunken hover:text-foreground",
      )}
    >
      {item.icon}
      <span className={compact ? "sr-only" : "min-w-0 flex-1 truncate"}>{item.label}</span>
      {item.badge && <span className={compact ? "absolute -end-1 -top-1" : undefined}>{item.badge}</span>}
    </Link>
  );
  if (!compact) return link;
  return (
    <Tooltip content={item.label} side="right" isLabel>
      {link}
    </Tooltip>
  );
}
