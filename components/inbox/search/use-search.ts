"use client";

import { useMemo, useRef, useState, useSyncExternalStore } from "react";
import { readSearch } from "@/lib/inbox/search/search-api";
import { Searching } from "@/lib/inbox/search/searching";

/** The search of this tab: what is typed and found stays while chats are opened. */
export function useNewSearch() {
  const [searching] = useState(() => new Searching(readSearch));
  const state = useSyncExternalStore(searching.subscribe, searching.get, searching.get);
  const [isHelpShown, setHelpShown] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  return useMemo(
    () => ({
      ...state,
      searching,
      field,
      isHelpShown,
      setHelpShown,
      /** Instead of the lists. */
      isShown: isHelpShown || state.typed.trim() !== "",
    }),
    [state, searching, isHelpShown],
  );
}
export type Search = ReturnType<typeof useNewSearch>;
