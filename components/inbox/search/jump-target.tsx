"use client";

import { use, useEffect, useRef } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { startOf } from "@/lib/chats/timeline";
import type { TimelinePage } from "@/lib/inbox/timeline-book";
import { useDesk } from "../use-desk";
import { JumpContext } from "./jump-context";

/** Entries far from the screen have guessed sizes: so often the place is looked at again while they become real ones. */
const LOOKS = 4;

type Props = { chatId: string; page: TimelinePage | undefined };

/** Brings the wanted entry of this thread into view, marks it and gives it the focus, once it is there. Shows nothing. */
export function JumpTarget({ chatId, page }: Props) {
  const t = useTranslations("search");
  const jump = use(JumpContext);
  const { book } = useDesk();
  const doneKey = useRef(0);
  const wanted = jump?.chatId === chatId ? jump : null;

  useEffect(() => {
    if (!wanted || doneKey.current === wanted.key || !page?.isLoaded) return;
    const entry = document.querySelector<HTMLElement>(`[role="log"] [data-seq="${wanted.seq}"]`);
    if (!entry && startOf(page.timeline) >= wanted.seq && page.failure === null) {
      // It is further up than has been read: page after page until it is here.
      void book.older(chatId);
      return;
    }
    if (!entry) {
      if (wanted.seq <= page.timeline.last) {
        doneKey.current = wanted.key;
        toast.error(t("missing"));
      }
      return;
    }
    doneKey.current = wanted.key;
    show(entry);
  }, [book, chatId, wanted, page, t]);
  return null;
}

function show(entry: HTMLElement): void {
  for (const other of document.querySelectorAll("[data-found]")) other.removeAttribute("data-found");
  entry.dataset.found = "";
  entry.tabIndex = -1;
  entry.focus({ preventScroll: true });
  let looks = LOOKS;
  const center = () => {
    entry.scrollIntoView({ block: "center" });
    if (--looks > 0) requestAnimationFrame(center);
  };
  center();
}
