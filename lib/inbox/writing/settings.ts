import { z } from "zod";
import type { TextStore } from "@/lib/inbox/storage";
import { createStore, type Store } from "@/lib/inbox/store";

/** How an operator writes on this device: a phone and a desk differ. */
const writingSettings = z.object({
  /** With `ctrlEnter`, Enter breaks the line. Shift+Enter always does. */
  sendBy: z.enum(["enter", "ctrlEnter"]).catch("enter"),
  /** Single keys outside of fields (WCAG 2.1.4: they can be turned off). */
  singleKeys: z.boolean().catch(true),
});
export type WritingSettings = z.infer<typeof writingSettings>;

/** Before anything is known of this browser. */
export const DEFAULT_WRITING: WritingSettings = { sendBy: "enter", singleKeys: true };

export type WritingStore = Store<WritingSettings, Partial<WritingSettings>>;

/** The settings of one operator in this browser; every change is kept. */
export function writingSettingsIn(store: TextStore, operatorId: string): WritingStore {
  const key = `foyer.writing.${operatorId}`;
  return createStore(
    (state, change: Partial<WritingSettings>) => {
      const next = { ...state, ...change };
      store.set(key, JSON.stringify(next));
      return next;
    },
    readSettings(store.get(key)),
  );
}

function readSettings(text: string | null): WritingSettings {
  try {
    return writingSettings.parse(JSON.parse(text ?? "{}"));
  } catch {
    return writingSettings.parse({});
  }
}

type Press = {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
};

/** Whether this key sends: Shift+Enter never, and none while letters are being composed; Ctrl or Cmd with Enter always. */
export function isSendKey(press: Press, { sendBy }: Pick<WritingSettings, "sendBy">): boolean {
  if (press.key !== "Enter" || press.shiftKey || press.altKey || press.isComposing) return false;
  return press.ctrlKey || press.metaKey || sendBy === "enter";
}
