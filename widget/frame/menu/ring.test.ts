import { afterEach, expect, test, vi } from "vitest";
import { emptyTimeline } from "@/lib/chats/timeline";
import { closeFrame, department, openFrame, widget } from "../fake-frame";

let notes = 0;

/** Sounds without a device. */
class SilentContext {
  currentTime = 0;
  destination = {};
  createOscillator = () => ({ frequency: {}, connect: (to: unknown) => to, start: () => notes++, stop: () => {} });
  createGain = () => ({
    gain: { setValueAtTime: () => {}, exponentialRampToValueAtTime: () => {} },
    connect: (to: unknown) => to,
  });
}

afterEach(async () => {
  await closeFrame();
  vi.useRealTimers();
});

/** The module as each of several tabs has it; all of them share the channel of this process. */
async function tabs(count: number, { visible = true, active = true } = {}) {
  notes = 0;
  // Tabs of earlier tests listen on, and so do those of other files in other threads: each has a chat of its own.
  const chatId = crypto.randomUUID();
  const rings: (() => Promise<void>)[] = [];
  for (let n = 0; n < count; n++) {
    const { update } = await openFrame(widget(department("a")));
    vi.stubGlobal("AudioContext", SilentContext);
    vi.stubGlobal("navigator", { userActivation: { hasBeenActive: active } });
    Object.assign(document, { visibilityState: visible ? "visible" : "hidden" });
    update({ timeline: { ...emptyTimeline(chatId), last: 1 } });
    rings.push((await import("./ring")).ring);
  }
  return rings;
}

test("of many tabs that hear of a message one sounds", async () => {
  const rings = await tabs(5);
  await Promise.all(rings.map((ring) => ring()));
  expect(notes).toBe(2);
});

test("tabs that hear of it one after the other agree all the same", async () => {
  const rings = await tabs(5);
  const pause = () => new Promise((done) => setTimeout(done, 30));
  const rung: Promise<void>[] = [];
  for (const ring of rings) {
    rung.push(ring());
    await pause();
  }
  await Promise.all(rung);
  expect(notes).toBe(2);
});

test("a tab that hears of it late stays silent", async () => {
  const [first, late] = await tabs(2);
  await first?.();
  await late?.();
  expect(notes).toBe(2);
});

test("a tab in which the visitor has done nothing stays silent", async () => {
  const [ring] = await tabs(1, { active: false });
  await ring?.();
  expect(notes).toBe(0);
});

test("a visitor who wants no sound has none", async () => {
  const [ring] = await tabs(1);
  const { setSound, isSoundOn } = await import("./sound");
  expect(isSoundOn()).toBe(true);
  setSound(false);
  await ring?.();
  expect([notes, isSoundOn()]).toEqual([0, false]);
});
