"use client";

import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from "react";
import { allOf, extendedTo, keptIn, NO_SELECTION, type Selection, toggled } from "@/lib/inbox/organise/selection";

type Choosing = {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  /** From the last one that was chosen to this one. */
  extend: (id: string) => void;
  all: () => void;
  clear: () => void;
};

const SelectionContext = createContext<Choosing | null>(null);

/** The chosen chats of the list; null where nothing can be chosen. */
export const useSelection = () => use(SelectionContext);

/** `order` are the rows of the list as they stand: what leaves it is chosen no more. */
export function SelectionProvider({ order, children }: { order: readonly string[]; children: ReactNode }) {
  const [selection, setSelection] = useState<Selection>(NO_SELECTION);
  const rows = useRef(order);
  useEffect(() => {
    rows.current = order;
    setSelection((now) => keptIn(now, order));
  }, [order]);
  const value = useMemo(
    () => ({
      ids: selection.ids,
      toggle: (id: string) => setSelection((now) => toggled(now, id)),
      extend: (id: string) => setSelection((now) => extendedTo(now, rows.current, id)),
      all: () => setSelection(allOf(rows.current)),
      clear: () => setSelection(NO_SELECTION),
    }),
    [selection],
  );
  return <SelectionContext value={value}>{children}</SelectionContext>;
}
