"use client";

import { type KeyboardEvent, type RefObject, useId, useState } from "react";

/** One thing that can stand in place of what is being typed. */
export type CaretOption = {
  id: string;
  label: string;
  /** Beside the label, such as whose it is. */
  detail?: string;
  /** What would be inserted, to be read before. */
  preview?: string;
  /** The text that goes in. */
  insert: () => string;
};

export type CaretTrigger = {
  /** Names the list. */
  label: string;
  /** What is said where nothing fits; without it the list is not shown then. */
  empty?: string;
  /** What is being typed at the caret for this list: where it begins, and the text behind its sign. Null: nothing. */
  find: (text: string, caret: number) => { from: number; query: string } | null;
  options: (query: string) => readonly CaretOption[];
  /** The list opens for the first time: a moment to read what it needs. */
  onOpen?: () => void;
};

const OPTIONS_MAX = 50;

/**
 * A list that opens while something like `/word` or `@name` is typed: arrows move in it, Enter and Tab take, Escape
 * closes it until something else is typed. The focus stays in the field, which names the active option.
 */
export function useCaretList(
  field: RefObject<HTMLTextAreaElement | null>,
  triggers: readonly CaretTrigger[],
  change: (text: string) => void,
) {
  const id = useId();
  const [at, setAt] = useState<{ text: string; caret: number } | null>(null);
  const [closedFor, setClosedFor] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);

  const found = at ? firstFound(triggers, at.text, at.caret) : null;
  const isClosed = found === null || found.from === closedFor;
  const options = isClosed ? [] : found.trigger.options(found.query).slice(0, OPTIONS_MAX);
  const isOpen = !isClosed && (options.length > 0 || found.trigger.empty !== undefined);
  const activeIndex = Math.min(chosen, options.length - 1);

  /** The caret is there now; call it whenever the text or the caret has changed. */
  const look = () => {
    const area = field.current;
    if (!area) return;
    const next = firstFound(triggers, area.value, area.selectionStart);
    setAt({ text: area.value, caret: area.selectionStart });
    // What was taken or closed stays closed for as long as the caret is in it.
    if (next?.from !== closedFor) setClosedFor(null);
    if (next && next.from !== found?.from) next.trigger.onOpen?.();
    if (next?.query !== found?.query) setChosen(0);
  };
  const close = () => setAt(null);
  const take = (option: CaretOption | undefined) => {
    const area = field.current;
    if (!area || !found || !option) return;
    const text = option.insert();
    area.focus({ preventScroll: true });
    area.setSelectionRange(found.from, area.selectionStart);
    insertText(area, text);
    setClosedFor(found.from);
    change(area.value);
  };
  /** True when the key was meant for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || event.nativeEvent.isComposing) return false;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isTaking = (event.key === "Enter" && !event.shiftKey) || (event.key === "Tab" && !event.shiftKey);
    if (move && options.length > 0) setChosen((activeIndex + move + options.length) % options.length);
    else if (event.key === "Escape") setClosedFor(found?.from ?? null);
    else if (isTaking && options.length > 0) take(options[activeIndex]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return {
    look,
    close,
    onKeyDown,
    fieldProps: isOpen
      ? {
          "aria-autocomplete": "list" as const,
          "aria-haspopup": "listbox" as const,
          "aria-controls": `${id}-list`,
          "aria-activedescendant": options.length > 0 ? `${id}-${activeIndex}` : undefined,
        }
      : { "aria-autocomplete": "list" as const },
    list: isOpen && found ? { id, trigger: found.trigger, options, activeIndex, take, point: setChosen } : null,
  };
}

export type ShownCaretList = NonNullable<ReturnType<typeof useCaretList>["list"]>;

function firstFound(triggers: readonly CaretTrigger[], text: string, caret: number) {
  for (const trigger of triggers) {
    const found = trigger.find(text, caret);
    if (found) return { ...found, trigger };
  }
  return null;
}

/** In place of the selection, so that the browser's undo knows it where it can. */
export function insertText(area: HTMLTextAreaElement, text: string): void {
  // Old, but nothing newer keeps the history of undo; where it is gone, the text goes in without it. It writes where the
  // focus is: a window that is just closing may still have it.
  const isFocused = document.activeElement === area;
  const isDone = isFocused && text !== "" && document.execCommand("insertText", false, text);
  if (!isDone) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
}
