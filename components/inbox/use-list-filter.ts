"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type ListFilter, readFilter, writeFilter } from "@/lib/inbox/lists/list-filter";

/**
 * What the list shows, as the address says. A change replaces the address without asking the server: Back leaves the
 * chat or the page, it does not undo one filter after the other.
 */
export function useListFilter(): [ListFilter, (change: Partial<ListFilter>) => void] {
  const search = useSearchParams();
  const filter = useMemo(() => readFilter(new URLSearchParams(search)), [search]);
  const set = useCallback((change: Partial<ListFilter>) => {
    const now = new URLSearchParams(location.search);
    const next = writeFilter({ ...readFilter(now), ...change }, now).toString();
    if (next !== now.toString()) {
      window.history.replaceState(null, "", `${location.pathname}${next === "" ? "" : `?${next}`}`);
    }
  }, []);
  return [filter, set];
}
