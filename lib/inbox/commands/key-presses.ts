import { COMMANDS, type CommandId } from "./commands";

/** A second key counts for so long after the first. */
export const SEQUENCE_MS = 1500;

type Press = { key: string; code: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean };

/**
 * The key that was meant. Letters of another script stand for the key of a Latin keyboard at the same place, so that
 * keys work in a Russian layout as well; a Latin letter is what it says, wherever its key is. Null with a modifier:
 * those belong to the browser, and Alt writes letters.
 */
export function keyOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Press): string | null {
  if (ctrlKey || metaKey || altKey) return null;
  const isOtherScript = /^\p{L}$/u.test(key) && !/\p{Script=Latin}/u.test(key);
  if (isOtherScript) return shiftKey ? null : (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? null);
  // Where a Russian keyboard has the dot and the comma, a Latin one has the slash and the question mark.
  if (code === "Slash" && key === ".") return "/";
  if (code === "Slash" && key === ",") return "?";
  if (shiftKey && /^[a-z]$/i.test(key)) return null;
  return key.length === 1 ? key.toLowerCase() : null;
}

const all: readonly { id: CommandId; keys: readonly string[] }[] = COMMANDS;

/** Reads keys one after the other: the command that they mean, or what they may still become. */
export class KeyPresses {
  #first: { key: string; at: number } | null = null;

  /** The command that is complete with this key. */
  press(key: string, now: number): CommandId | null {
    const first = this.#first && now - this.#first.at <= SEQUENCE_MS ? this.#first.key : null;
    this.#first = null;
    const typed = first === null ? key : `${first} ${key}`;
    const found = all.find(({ keys }) => keys.includes(typed));
    if (found) return found.id;
    // A wrong second key is none at all: it must not do something else instead.
    if (first === null && all.some(({ keys }) => keys.some((one) => one.startsWith(`${key} `)))) {
      this.#first = { key, at: now };
    }
    return null;
  }
}
