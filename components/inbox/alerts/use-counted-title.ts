"use client";

import { useCallback, useEffect, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { markIcon } from "./icon-dot";
import { forgetUnseen, onUnseen, unseenCount } from "./unseen";

/** News that no list counts, until the operator looks at this tab. */
export function useUnseenCount(): number {
  useEffect(() => {
    const look = () => document.hasFocus() && forgetUnseen();
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, []);
  return useSyncExternalStore(onUnseen, unseenCount, () => 0);
}

/** Keeps title and icon of the tab as `wanted` says of the title that stands there. */
export function useHeadMark(count: number, wanted: (present: string) => string): void {
  useEffect(() => {
    const write = () => {
      const title = wanted(document.title);
      if (document.title !== title) document.title = title;
      markIcon(count);
    };
    write();
    // Next writes title and icon of the page again when its metadata arrives.
    const observer = new MutationObserver(write);
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [count, wanted]);
  useEffect(() => () => markIcon(0), []);
}

const COUNT = /^\(\d+\)\s+/u;

/** Counts in the title of whatever page this is what wants attention in the inbox. */
export function useCountedTitle(attention: number): void {
  const t = useTranslations("inbox");
  const count = attention + useUnseenCount();
  const wanted = useCallback(
    (present: string) => {
      const place = present.replace(COUNT, "");
      return count > 0 ? t("titleWithCount", { count, place }) : place;
    },
    [count, t],
  );
  useHeadMark(count, wanted);
  // The next page's title is its own.
  useEffect(
    () => () => {
      document.title = document.title.replace(COUNT, "");
    },
    [],
  );
}
