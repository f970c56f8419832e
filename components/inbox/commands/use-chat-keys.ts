"use client";

import type { RefObject } from "react";
import { useCommand } from "./use-command";

/**
 * Goes through the chats of the list in the order in which they stand there. The focus stays where it is, so that the
 * next key goes on; whoever wants to write presses the key for it.
 */
export function useChatKeys(list: RefObject<HTMLElement | null>, select: (chatId: string) => void): void {
  const go = (step: 1 | -1) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-chat-row]") ?? [])];
    const at = rows.findIndex((row) => row.getAttribute("aria-current") !== null);
    const next = at < 0 ? (step === 1 ? rows[0] : rows.at(-1)) : rows[at + step];
    const id = next && idOf(next);
    if (!id) return;
    select(id);
    next.scrollIntoView({ block: "nearest" });
  };
  useCommand("chats.next", () => go(1));
  useCommand("chats.previous", () => go(-1));
}

const idOf = (row: HTMLElement) => row.dataset.chatRow || row.getAttribute("href")?.split("/").at(-1);
