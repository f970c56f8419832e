"use client";

import { useEffect, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { attentionCount, chatOf } from "@/lib/inbox/chat-lists";
import { useInbox } from "../use-desk";
import { markIcon } from "./icon-dot";
import { forgetUnseen, onUnseen, unseenCount } from "./unseen";

/** Counts in the tab's title and on its icon what wants attention, and names the chat that is open, department first. */
export function useTitle(): void {
  const t = useTranslations("inbox");
  const common = useTranslations("common");
  const state = useInbox();
  const unseen = useSyncExternalStore(onUnseen, unseenCount, () => 0);
  const count = attentionCount(state) + unseen;
  const opened = chatOf(state, state.openedId);
  const place = opened ? `${opened.department.name}: ${opened.visitor.name || t("title")}` : t("title");
  const title = `${count > 0 ? t("titleWithCount", { count, place }) : place} · ${common("brand")}`;

  useEffect(() => {
    const look = () => document.hasFocus() && forgetUnseen();
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, []);
  useEffect(() => {
    const write = () => {
      if (document.title !== title) document.title = title;
      markIcon(count);
    };
    write();
    // Next writes title and icon of the page again when its metadata arrives.
    const observer = new MutationObserver(write);
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [title, count]);
  useEffect(() => () => markIcon(0), []);
}
