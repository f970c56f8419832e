import { describe, expect, test } from "vitest";
import { COMMANDS } from "./commands";
import { KeyPresses, keyOf, SEQUENCE_MS } from "./key-presses";

const press = (key: string, code = "", more: Partial<Parameters<typeof keyOf>[0]> = {}) =>
  keyOf({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

describe("the key that is meant", () => {
  test("is the letter itself, and in another script the one at its place", () => {
    expect(press("r", "KeyR")).toBe("r");
    expect(press("к", "KeyR")).toBe("r");
    expect(press("ר", "KeyR")).toBe("r");
    expect(press("j", "KeyC")).toBe("j");
  });

  test("is the slash and the question mark also where a Russian keyboard has the dot and the comma", () => {
    expect(press("/", "Slash")).toBe("/");
    expect(press(".", "Slash")).toBe("/");
    expect(press("?", "Slash", { shiftKey: true })).toBe("?");
    expect(press(",", "Slash", { shiftKey: true })).toBe("?");
  });

  test("is none with a modifier: Alt writes Polish letters, the others are the browser's", () => {
    expect(press("ł", "KeyL", { altKey: true })).toBeNull();
    expect(press("r", "KeyR", { ctrlKey: true })).toBeNull();
    expect(press("r", "KeyR", { metaKey: true })).toBeNull();
    expect(press("R", "KeyR", { shiftKey: true })).toBeNull();
    expect(press("Enter", "Enter")).toBeNull();
    expect(press("ArrowDown", "ArrowDown")).toBeNull();
  });
});

describe("keys one after the other", () => {
  test("mean a command at once, or by two keys within a moment", () => {
    const keys = new KeyPresses();
    expect(keys.press("r", 0)).toBe("write.reply");
    expect(keys.press("g", 0)).toBeNull();
    expect(keys.press("m", SEQUENCE_MS)).toBe("go.mine");
    expect(keys.press("g", 0)).toBeNull();
    expect(keys.press("a", SEQUENCE_MS + 1)).toBe("chat.accept");
  });

  test("do nothing else when the second one is wrong", () => {
    const keys = new KeyPresses();
    keys.press("g", 0);
    expect(keys.press("e", 10)).toBeNull();
    expect(keys.press("e", 20)).toBe("chat.close");
  });
});

test("no two commands have one key, and none begins with another's", () => {
  const keys = COMMANDS.flatMap((command): readonly string[] => command.keys);
  expect(new Set(keys).size).toBe(keys.length);
  for (const one of keys) for (const other of keys) expect(other.startsWith(`${one} `)).toBe(false);
  expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
});
