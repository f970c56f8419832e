"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

export const roomPath = (roomId: string | null) => (roomId === null ? "/team" : `/team?room=${roomId}`);

/** The room that the address names. Choosing one changes the address without asking the server; Back undoes it. */
export function useSelectedRoom(): [string | null, (roomId: string | null) => void] {
  const roomId = useSearchParams().get("room");
  const select = useCallback((id: string | null) => {
    const path = roomPath(id);
    if (location.pathname + location.search !== path) window.history.pushState(null, "", path);
  }, []);
  return [roomId, select];
}
