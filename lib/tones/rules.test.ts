import { expect, test } from "vitest";
import { DEFAULT_TONE, notesOf, TONES, toTone } from "./rules";

const MELODIES = ["waiting", "chat", "offer", "message", "mention", "supervisor"] as const;

test("no two events sound alike on one instrument, and no two instruments in one event", () => {
  const all = TONES.flatMap((tone) => MELODIES.map((melody) => JSON.stringify(notesOf(melody, tone))));
  expect(new Set(all).size).toBe(TONES.length * MELODIES.length);
});

test("every note can be heard by people and is over within three seconds", () => {
  for (const tone of TONES) {
    for (const { frequency, from, seconds, level } of MELODIES.flatMap((melody) => notesOf(melody, tone))) {
      expect(frequency).toBeGreaterThan(150);
      expect(frequency).toBeLessThan(8000);
      expect(from + seconds).toBeLessThan(3);
      expect(level).toBeGreaterThan(0);
      expect(level).toBeLessThanOrEqual(1);
    }
  }
});

test("an unknown tone is the usual one", () => {
  expect(toTone("bell")).toBe("bell");
  expect(toTone("trumpet")).toBe(DEFAULT_TONE);
  expect(toTone(undefined)).toBe(DEFAULT_TONE);
});
