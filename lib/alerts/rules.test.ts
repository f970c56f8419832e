import { describe, expect, test } from "vitest";
import {
  ALERT_KINDS,
  type AlertKind,
  type AlertSettings,
  alertSettingsOf,
  DEFAULT_SETTINGS,
  loudestOf,
  meansOf,
  staysUntilSeen,
} from "./rules";

const of = (kind: AlertKind, sight: "focused" | "visible" | "hidden", change: Partial<AlertSettings> = {}) =>
  meansOf(kind, { settings: { ...DEFAULT_SETTINGS, ...change }, intent: "online", sight });
const silent = { sound: false, desktop: false, push: false };

describe("how an operator hears of something", () => {
  test.each(ALERT_KINDS)("%s: by sound alone in front of them, by the desktop beside, by push out of sight", (kind) => {
    expect(of(kind, "focused")).toEqual({ sound: true, desktop: false, push: false, title: false });
    expect(of(kind, "visible")).toEqual({ sound: true, desktop: true, push: false, title: true });
    expect(of(kind, "hidden")).toEqual({ sound: true, desktop: true, push: true, title: true });
  });

  test("by no means that they switched off for this kind", () => {
    const means = { ...DEFAULT_SETTINGS.means, message: silent };
    expect(of("message", "hidden", { means })).toEqual({ ...silent, title: true });
    expect(of("chat", "hidden", { means })).toMatchObject({ sound: true, desktop: true, push: true });
  });

  test("without a sound at volume 0, or in front of them where they do not want it", () => {
    expect(of("chat", "hidden", { volume: 0 })).toMatchObject({ sound: false, desktop: true, push: true });
    expect(of("chat", "focused", { soundWhenFocused: false }).sound).toBe(false);
    expect(of("chat", "visible", { soundWhenFocused: false }).sound).toBe(true);
  });

  test.each(ALERT_KINDS)("%s: Offline, and Away with quiet, only messages of their own chats are told", (kind) => {
    const told = kind === "message";
    for (const [intent, quietWhenAway] of [
      ["offline", false],
      ["away", true],
    ] as const) {
      const settings = { ...DEFAULT_SETTINGS, quietWhenAway };
      const { sound, desktop, push } = meansOf(kind, { settings, intent, sight: "hidden" });
      expect({ sound, desktop, push }).toEqual({ sound: told, desktop: told, push: told });
    }
    expect(meansOf(kind, { settings: DEFAULT_SETTINGS, intent: "away", sight: "hidden" }).push).toBe(true);
  });
});

test("of several at once the most urgent sounds, and nothing sounds for nothing", () => {
  expect(loudestOf(["message", "waiting", "chat"])).toBe("chat");
  expect(loudestOf([...ALERT_KINDS])).toBe("supervisor");
  expect(loudestOf(["message"])).toBe("message");
  expect(loudestOf([])).toBeUndefined();
});

test("what waits for somebody stays on the screen, what was merely said does not", () => {
  expect(ALERT_KINDS.filter(staysUntilSeen)).toEqual(["waiting", "chat", "offer", "supervisor"]);
});

test("settings of an older version get what they lack", () => {
  expect(alertSettingsOf(null)).toEqual(DEFAULT_SETTINGS);
  const chat = { sound: false, desktop: false, push: false };
  // What an older version stored, which the type of today cannot say.
  const stored = { means: { chat }, volume: 10 } as unknown as Partial<AlertSettings>;
  expect(alertSettingsOf(stored)).toEqual({
    ...DEFAULT_SETTINGS,
    volume: 10,
    means: { ...DEFAULT_SETTINGS.means, chat },
  });
});
