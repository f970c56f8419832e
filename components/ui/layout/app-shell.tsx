import type { ReactNode } from "react";
import { cn } from "../cn";
import { type NavSection, SideNav } from "./side-nav";
import { SkipLink } from "./skip-link";
import { TopBar } from "./top-bar";

type Props = {
  sections: readonly NavSection[];
  /** Where the brand leads. */
  homeHref?: string;
  /** At the foot of the navigation: a `UserMenu`. */
  userMenu: ReactNode;
  /** Above the user menu, such as the switch of presence; `useIsCompact` tells whether there is only room for an icon. */
  status?: ReactNode;
  /** A narrow rail of icons, for pages that need the width, such as the inbox. */
  compact?: boolean;
  /** The page fills the window and scrolls inside its own panes; else it scrolls as a whole, in a column. */
  fill?: boolean;
  /** The column takes all the width that a large screen has. */
  wide?: boolean;
  children: ReactNode;
};

/** Frame of the pages behind sign-in: navigation at the side, on phones a bar with a menu button. */
export function AppShell({
  sections,
  homeHref = "/",
  userMenu,
  status,
  compact = false,
  fill = false,
  wide = false,
  children,
}: Props) {
  const foot = (
    <>
      {status}
      {userMenu}
    </>
  );
  return (
    <div className={cn("flex flex-col md:flex-row", fill ? "h-dvh overflow-hidden" : "min-h-dvh")}>
      <SkipLink />
      <TopBar sections={sections} homeHref={homeHref} foot={foot} />
      <aside
        className={cn(
          "sticky top-0 hidden h-dvh shrink-0 flex-col border-border border-e bg-background md:flex",
          compact ? "w-16" : "w-60",
        )}
      >
        <SideNav sections={sections} homeHref={homeHref} compact={compact} foot={foot} />
      </aside>
      <main
        id="main"
        tabIndex={-1}
        className={cn("min-w-0 flex-1", fill ? "flex min-h-0 flex-col" : "px-4 py-6 sm:px-8 sm:py-8")}
      >
        {fill ? (
          children
        ) : (
          <div className={cn("mx-auto w-full", wide ? "max-w-[110rem]" : "max-w-5xl")}>{children}</div>
        )}
      </main>
    </div>
  );
}
