"use client";

import { useEffect } from "react";
import type { EarlyControl } from "./early-script";

/**
 * Hands over to the page's code what was typed, chosen and sent before it came, as if it were done now: on a slow phone
 * a form can be seen and filled in for seconds before that, and the code would write its own values over it.
 */
export function EarlyInput() {
  useEffect(() => {
    const early = window.foyerEarly;
    if (!early) return;
    delete window.foyerEarly;
    early.stop();
    for (const [control, value] of early.typed) if (control.isConnected) enter(control, value);
    // In a task of its own: the forms know by then what has been typed.
    setTimeout(() => {
      for (const form of early.sent) if (form.isConnected) form.requestSubmit();
    });
  }, []);
  return null;
}

function enter(control: EarlyControl, value: string | boolean): void {
  if (typeof value === "boolean") {
    if ((control as HTMLInputElement).checked !== value) control.click();
  } else if (control.type === "file") control.dispatchEvent(new Event("change", { bubbles: true }));
  else if (control instanceof HTMLSelectElement) {
    control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  } else enterText(control, value);
}

function enterText(control: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const { selectionStart, selectionEnd } = control;
  const isUntouched = control.value === value;
  // React takes an event for news only if the value is another one than what it last saw there or wrote there itself; what
  // goes by the prototype, as a browser's own typing does, it does not see.
  control.value = `${value} `;
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value")?.set?.call(control, value);
  // Fields of numbers and dates have no place of writing that could be set.
  if (isUntouched && selectionStart !== null) control.setSelectionRange(selectionStart, selectionEnd);
  control.dispatchEvent(new Event("input", { bubbles: true }));
}
