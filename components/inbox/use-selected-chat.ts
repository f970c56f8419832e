"use client";

import { usePathname } from "next/navigation";
import { useCallback } from "react";

const CHAT_PATH = /^\/inbox\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i;

export const chatPath = (chatId: string) => `/inbox/${chatId}`;

/**
 * The chat that the address names. Choosing one changes the address without asking the server, and leaves what the list
 * shows as it is; Back undoes it.
 */
export function useSelectedChat(): [string | null, (chatId: string | null) => void] {
  const chatId = CHAT_PATH.exec(usePathname())?.[1]?.toLowerCase() ?? null;
  const select = useCallback((id: string | null) => {
    const path = id === null ? "/inbox" : chatPath(id);
    if (location.pathname !== path) window.history.pushState(null, "", `${path}${location.search}`);
  }, []);
  return [chatId, select];
}
