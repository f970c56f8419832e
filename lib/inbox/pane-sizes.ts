import type { TextStore } from "@/lib/inbox/storage";

/** Panes whose width their operator chooses, in pixels; the thread between them takes what is left. */
export const PANES = {
  list: { min: 288, max: 640, usual: 352 },
  visitor: { min: 256, max: 560, usual: 320 },
} as const;
export type PaneName = keyof typeof PANES;

/** One press of an arrow key; a page key moves further. */
export const PANE_STEP = 16;
const PAGE_STEP = 64;

export const clampWidth = (name: PaneName, width: number) =>
  Math.round(Math.min(PANES[name].max, Math.max(PANES[name].min, width)));

/**
 * The width after a key on the separator (ARIA's pattern of a window splitter); null for every other key. `grows` is the
 * arrow that makes the pane wider.
 */
export function widthAfterKey(name: PaneName, width: number, key: string, grows: "ArrowLeft" | "ArrowRight") {
  const shrinks = grows === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  const widths: Partial<Record<string, number>> = {
    [grows]: width + PANE_STEP,
    [shrinks]: width - PANE_STEP,
    PageUp: width + PAGE_STEP,
    PageDown: width - PAGE_STEP,
    Home: PANES[name].min,
    End: PANES[name].max,
    Enter: PANES[name].usual,
  };
  const next = widths[key];
  return next === undefined ? null : clampWidth(name, next);
}

const keyOf = (name: PaneName) => `foyer.pane.${name}`;

export function storedWidth(store: TextStore, name: PaneName): number {
  const width = Number(store.get(keyOf(name)) ?? Number.NaN);
  return Number.isFinite(width) ? clampWidth(name, width) : PANES[name].usual;
}

export const storeWidth = (store: TextStore, name: PaneName, width: number) => void store.set(keyOf(name), `${width}`);
