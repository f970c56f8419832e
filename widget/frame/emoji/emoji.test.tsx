import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EMOJI } from "@/lib/emoji/rules";
import { endChats, fakeRealtime, openChat } from "../chat/fake-chat";

beforeEach(fakeRealtime);
afterEach(endChats);

async function scene() {
  const frame = await openChat({ status: "active", owner: { name: "Anna" } });
  expect(frame.html()).toMatch(/<button[^>]*aria-label="Insert emoji"[^>]*aria-expanded="false"/);
  expect(frame.room.part("emoji")).toBeUndefined();
  const part = await frame.room.loadPart("emoji");
  if (!part) throw new Error("no such part");
  return { ...frame, part };
}

test("the choice of emoji opens and closes, is named, and is one stop of the Tab key", async () => {
  const { part, html } = await scene();
  expect(html()).not.toContain('id="emoji"');
  part.toggle();
  expect(html()).toContain('aria-expanded="true"');
  expect(html()).toContain('<div id="emoji" role="toolbar" aria-label="Insert emoji">');
  const buttons = html().match(/<button[^>]*title="[^"]*"[^>]*>[^<]+</g) ?? [];
  expect(buttons).toHaveLength(EMOJI.length);
  expect(buttons.filter((button) => /tabindex="?0/i.test(button))).toEqual([
    expect.stringMatching(/aria-label="smile".*😊/),
  ]);
  part.toggle();
  expect(html()).not.toContain('id="emoji"');
});

test("a chosen emoji stands where the caret was, in place of what was selected", async () => {
  const { part, state, update } = await scene();
  update({ draft: "Hello you!" });
  const field = {
    value: "Hello you!",
    selectionStart: 6,
    selectionEnd: 9,
    setRangeText(text: string, from: number, to: number, mode: string) {
      expect(mode).toBe("end");
      this.value = this.value.slice(0, from) + text + this.value.slice(to);
    },
  };
  vi.spyOn(document, "querySelector").mockReturnValue(field as unknown as Element);
  part.toggle();
  part.insert("👍");
  expect(state.draft).toBe("Hello 👍!");
  expect(part.isOpen()).toBe(false);
});
