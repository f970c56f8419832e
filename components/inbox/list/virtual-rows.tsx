"use client";

import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { cn } from "@/components/ui/cn";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { useSelection } from "../organise/selection-context";
import { PassingRow } from "./passing-row";
import { RowTabContext } from "./row-tab";

/** Of a row with a line of marks; rows are measured once they are there. */
const ROW_PX = 118;
/** Rows above and below the view. While it is scrolled fast all of them are new in each frame: then few are quick. */
const OVERSCAN = { atRest: 8, scrolling: 1 };
/** So many rows before the end the next page is asked for. */
const END_ROWS = 30;
/** After a jump over more rows than are in view the list is dragged, for so long: rows pass that nobody can read. */
const PASSING_MS = 80;
/** What the server renders before anything is measured. */
const FIRST_RECT = { width: 320, height: 900 };
const NOBODY_TELLS = () => () => undefined;

type Props = {
  label: string;
  rows: readonly InboxChatDto[];
  selectedId: string | null;
  /** How many there are in all; null while nobody knows. */
  size: number | null;
  renderRow: (chat: InboxChatDto, index: number) => ReactNode;
  /** The rows before the end have come into view. */
  onEnd: () => void;
  /** Below the last row. */
  foot: ReactNode;
};

/**
 * A list of chats of which only what is in view is there. One row can be reached by Tab; arrow keys, J, K, Home, End and
 * the page keys move from it, and screen readers are told of places that are not there.
 */
export function VirtualRows({ label, rows, selectedId, size, renderRow, onEnd, foot }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const hasFocus = useRef(false);
  const [wanted, setWanted] = useState<string | null>(null);
  /** A new object each time: the same row may be focused again. */
  const [toFocus, setToFocus] = useState<{ id: string | undefined } | null>(null);
  const indexOf = (id: string | null) => (id === null ? -1 : rows.findIndex((row) => row.id === id));
  const lastIndex = useRef(0);
  const activeIndex = [indexOf(wanted), indexOf(selectedId), Math.min(lastIndex.current, rows.length - 1)].find(
    (index) => index >= 0,
  );
  const active = activeIndex ?? 0;

  // The row that has the focus stays, wherever the list is scrolled to.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      if (active < range.count && !indexes.includes(active)) indexes.push(active);
      return indexes.sort((one, other) => one - other);
    },
    [active],
  );
  // The same function for the same rows: with another one all of them are laid out again at each frame.
  const getItemKey = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const isScrolling = useRef(false);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    getItemKey,
    overscan: isScrolling.current ? OVERSCAN.scrolling : OVERSCAN.atRest,
    onChange: (instance) => {
      isScrolling.current = instance.isScrolling;
    },
    initialRect: FIRST_RECT,
    rangeExtractor,
  });
  const items = virtualizer.getVirtualItems();
  const { startIndex: firstShown, endIndex: lastShown } = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  // What came from the server stands below each other: nobody has measured it, and a row that is too high would lie on the next.
  const isMeasured = useSyncExternalStore(
    NOBODY_TELLS,
    () => true,
    () => false,
  );
  const arePassing = usePassing(firstShown, lastShown, virtualizer.isScrolling);

  useEffect(() => {
    if (lastShown >= rows.length - END_ROWS) onEnd();
  }, [lastShown, rows.length, onEnd]);

  const activeId = rows[active]?.id;
  useEffect(() => {
    // The row that had the focus has left the list: the one in its place takes over.
    if (activeId !== wanted && hasFocus.current && document.activeElement === document.body) {
      setToFocus({ id: activeId });
    }
    lastIndex.current = active;
  }, [activeId, active, wanted]);
  useEffect(() => {
    if (toFocus) box.current?.querySelector<HTMLElement>(`[data-chat-row="${toFocus.id}"]`)?.focus();
  }, [toFocus]);

  const selection = useSelection();
  const choose = (event: KeyboardEvent<HTMLElement>): boolean => {
    const { key, shiftKey, metaKey, ctrlKey, altKey } = event;
    if (!selection || altKey || activeId === undefined) return false;
    if ((metaKey || ctrlKey) && !shiftKey && key.toLowerCase() === "a") selection.all();
    else if (metaKey || ctrlKey) return false;
    else if (key === "Escape" && selection.ids.size > 0) selection.clear();
    else if (!shiftKey && key === "x") selection.toggle(activeId);
    else if (shiftKey && (key === "ArrowDown" || key === "ArrowUp")) {
      const next = Math.min(rows.length - 1, Math.max(0, active + (key === "ArrowDown" ? 1 : -1)));
      const id = rows[next]?.id;
      if (id === undefined) return false;
      if (!selection.ids.has(activeId)) selection.toggle(activeId);
      selection.extend(id);
      setWanted(id);
      setToFocus({ id });
      virtualizer.scrollToIndex(next, { align: "auto" });
    } else return false;
    event.preventDefault();
    return true;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (choose(event)) return;
    const next = indexAfterKey(event, active, rows.length, Math.max(1, lastShown - firstShown));
    const id = next === null ? undefined : rows[next]?.id;
    if (next === null || id === undefined) return;
    event.preventDefault();
    setWanted(id);
    setToFocus({ id });
    virtualizer.scrollToIndex(next, { align: "auto" });
  };

  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none]">
      <ul
        aria-label={label}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          hasFocus.current = true;
          const id = event.target.closest("li")?.dataset.chat;
          if (id) setWanted(id);
        }}
        onBlur={() => {
          hasFocus.current = false;
        }}
        className="relative"
        style={{ [isMeasured ? "height" : "minHeight"]: virtualizer.getTotalSize() }}
      >
        {items.map(({ key, index, start, size: height }) => {
          const chat = rows[index];
          if (!chat) return null;
          const isPassing = arePassing && index !== active;
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              data-chat={chat.id}
              aria-setsize={size ?? -1}
              aria-posinset={index + 1}
              className={cn("group/row border-border border-b", isMeasured ? "absolute inset-x-0 top-0" : "relative")}
              style={
                isMeasured ? { transform: `translateY(${start}px)`, height: isPassing ? height : undefined } : undefined
              }
            >
              {isPassing ? (
                <PassingRow chat={chat} />
              ) : (
                <RowTabContext value={index === active ? 0 : -1}>{renderRow(chat, index)}</RowTabContext>
              )}
            </li>
          );
        })}
      </ul>
      {foot}
    </div>
  );
}

/** Whether the list is dragged so fast that in each frame all of its rows are others. */
function usePassing(first: number, last: number, isScrolling: boolean): boolean {
  const before = useRef(first);
  const until = useRef(0);
  const now = performance.now();
  if (isScrolling && Math.abs(first - before.current) > last - first + 1) until.current = now + PASSING_MS;
  before.current = first;
  return isScrolling && now < until.current;
}

/** Single letters act only while the list has the focus, so they cannot get in anybody's way (WCAG 2.2, 2.1.4). */
function indexAfterKey(event: KeyboardEvent, active: number, count: number, page: number): number | null {
  if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return null;
  const steps: Partial<Record<string, number>> = {
    ArrowDown: active + 1,
    j: active + 1,
    ArrowUp: active - 1,
    k: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: count - 1,
  };
  const next = steps[event.key];
  return next === undefined ? null : Math.min(count - 1, Math.max(0, next));
}
