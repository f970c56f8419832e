"use client";

import { createContext, use, useCallback, useLayoutEffect, useMemo, useState } from "react";
import { browserStorage } from "../use-desk";

/** From this width of the window on, the visitor has a pane; below it, a drawer. As in the class names of the desk. */
const PANE_FROM = "(min-width: 1100px)";
const KEY = "foyer.pane.visitor.closed";

type VisitorPane = {
  /** Where there is room for the pane. */
  isPaneOpen: boolean;
  isDrawerOpen: boolean;
  /** Shows or hides the visitor, in whichever place there is. */
  toggle: () => void;
  closeDrawer: () => void;
};

export const VisitorPaneContext = createContext<VisitorPane | null>(null);

export function useVisitorPane(): VisitorPane {
  const pane = use(VisitorPaneContext);
  if (!pane) throw new Error("useVisitorPane needs a VisitorPaneContext around it");
  return pane;
}

/** Whether the visitor is shown beside the thread; kept in this browser. */
export function useNewVisitorPane(): VisitorPane {
  const [isPaneOpen, setPaneOpen] = useState(true);
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  useLayoutEffect(() => setPaneOpen(browserStorage.get(KEY) === null), []);
  const toggle = useCallback(() => {
    if (!matchMedia(PANE_FROM).matches) return setDrawerOpen((isOpen) => !isOpen);
    setPaneOpen((isOpen) => {
      if (isOpen) browserStorage.set(KEY, "1");
      else browserStorage.remove(KEY);
      return !isOpen;
    });
  }, []);
  const closeDrawer = useCallback(() => setDrawerOpen(false), []);
  return useMemo(
    () => ({ isPaneOpen, isDrawerOpen, toggle, closeDrawer }),
    [isPaneOpen, isDrawerOpen, toggle, closeDrawer],
  );
}
