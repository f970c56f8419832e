"use client";

import { ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cn } from "../cn";
import { Avatar } from "../display/avatar";
import { DropdownMenu } from "../overlays/dropdown-menu";
import { useIsCompact } from "./compact-context";

type Props = {
  name: string;
  /** Under the name, such as the e-mail address or the role. */
  detail?: string;
  /** Only the initials. Default: as the place asks for, that is, in the narrow rail. */
  compact?: boolean;
  /** Entries: MenuLink, MenuItem, MenuSeparator, LanguageMenuItems. */
  children: ReactNode;
};

/** Who is signed in, with a menu. */
export function UserMenu({ name, detail, compact: wanted, children }: Props) {
  const t = useTranslations("common");
  const narrow = useIsCompact();
  const compact = wanted ?? narrow;
  return (
    <DropdownMenu
      align="start"
      side="top"
      trigger={
        <button
          type="button"
          aria-label={`${t("userMenu")}: ${name}`}
          className={cn(
            "flex min-h-11 items-center gap-2.5 rounded-md text-start hover:bg-surface-sunken",
            compact ? "size-11 justify-center" : "w-full px-2 py-1.5",
          )}
        >
          <Avatar name={name} tone="accent" />
          {!compact && (
            <>
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">
                  <bdi>{name}</bdi>
                </span>
                {detail && <span className="block truncate text-muted text-xs">{detail}</span>}
              </span>
              <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
            </>
          )}
        </button>
      }
    >
      {children}
    </DropdownMenu>
  );
}
