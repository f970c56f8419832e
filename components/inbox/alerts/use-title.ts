"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { attentionCount, chatOf } from "@/lib/inbox/chat-lists";
import { useInbox } from "../use-desk";
import { useHeadMark, useUnseenCount } from "./use-counted-title";

/** Counts in the tab's title and on its icon what wants attention, and names the chat that is open, department first. */
export function useTitle(): void {
  const t = useTranslations("inbox");
  const common = useTranslations("common");
  const state = useInbox();
  const count = attentionCount(state) + useUnseenCount();
  const opened = chatOf(state, state.openedId);
  const place = opened ? `${opened.department.name}: ${opened.visitor.name || t("title")}` : t("title");
  const title = `${count > 0 ? t("titleWithCount", { count, place }) : place} · ${common("brand")}`;
  useHeadMark(
    count,
    useCallback(() => title, [title]),
  );
}
