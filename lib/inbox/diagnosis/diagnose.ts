/** Everything on this device that decides whether its operator hears of a chat. Undefined: not known yet. */
export type DeviceFacts = {
  permission?: "granted" | "denied" | "default" | "unsupported" | undefined;
  sound?: "running" | "blocked" | "none" | undefined;
  isMuted?: boolean | undefined;
  volume: number;
  isPushSupported?: boolean | undefined;
  /** An iPhone or iPad whose browser shows this page, not the installed app. */
  needsInstall?: boolean | undefined;
  subscription?: { isKnown: boolean; deliveredAt: string | null; error: string | null } | null | undefined;
  worker?: "active" | "missing" | "unsupported" | undefined;
  realtime?: { isConnected: boolean } | undefined;
  /** Round trip to the server in milliseconds; null: no answer. */
  latencyMs?: number | null | undefined;
  /** How far this device's clock is ahead of the server's; negative: behind. */
  clockSkewMs?: number | undefined;
  storage?: "kept" | "memory" | undefined;
  /** How late a background worker was after a second; null: there is none. */
  timerLateMs?: number | null | undefined;
  browser?: { name: string; version: number } | undefined;
};

export const CHECKS = [
  "permission",
  "sound",
  "push",
  "delivery",
  "worker",
  "realtime",
  "latency",
  "clock",
  "storage",
  "timer",
  "browser",
] as const;
export type CheckName = (typeof CHECKS)[number];
/** `result` is a key of the texts: what was found and, unless it is well, what to do. */
export type Check = { name: CheckName; state: "ok" | "warning" | "bad" | "unknown"; result: string };

const LATENCY_SLOW_MS = 800;
/** Times in the inbox are counted from the server's; more than this looks wrong. */
const SKEW_MAX_MS = 60_000;
const TIMER_LATE_MS = 2000;
/** The oldest versions that have all that the inbox uses (Web Push, Web Locks, module workers). */
const OLDEST: Record<string, number> = { Chrome: 109, Edge: 109, Firefox: 115, Safari: 17 };

type Finding = Omit<Check, "name">;
const ok = (result = "ok"): Finding => ({ state: "ok", result });
const warning = (result: string): Finding => ({ state: "warning", result });
const bad = (result: string): Finding => ({ state: "bad", result });
const unknown: Finding = { state: "unknown", result: "unknown" };

const RULES: Record<CheckName, (facts: DeviceFacts) => Finding> = {
  permission({ permission }) {
    if (permission === undefined) return unknown;
    if (permission === "granted") return ok();
    return permission === "default" ? warning("default") : bad(permission);
  },
  sound({ sound, isMuted, volume }) {
    if (sound === undefined) return unknown;
    if (sound === "none") return bad("none");
    if (volume === 0) return warning("volume");
    if (isMuted) return warning("muted");
    return sound === "running" ? ok() : warning("blocked");
  },
  push({ isPushSupported, needsInstall, subscription, permission }) {
    if (isPushSupported === undefined) return unknown;
    if (needsInstall) return bad("install");
    if (!isPushSupported) return bad("unsupported");
    if (subscription === undefined) return unknown;
    if (permission === "denied") return bad("denied");
    if (subscription === null) return warning("off");
    return subscription.isKnown ? ok() : bad("forgotten");
  },
  delivery({ subscription }) {
    if (subscription === undefined) return unknown;
    if (subscription?.error) return bad("error");
    return subscription?.deliveredAt ? ok() : { state: "unknown", result: "never" };
  },
  worker: ({ worker }) => (worker === undefined ? unknown : worker === "active" ? ok() : bad(worker)),
  realtime: ({ realtime }) => (realtime === undefined ? unknown : realtime.isConnected ? ok() : bad("down")),
  latency({ latencyMs }) {
    if (latencyMs === undefined) return unknown;
    if (latencyMs === null) return bad("none");
    return latencyMs > LATENCY_SLOW_MS ? warning("slow") : ok();
  },
  clock({ clockSkewMs }) {
    if (clockSkewMs === undefined) return unknown;
    return Math.abs(clockSkewMs) > SKEW_MAX_MS ? warning("wrong") : ok();
  },
  storage: ({ storage }) => (storage === undefined ? unknown : storage === "kept" ? ok() : warning("memory")),
  timer({ timerLateMs }) {
    if (timerLateMs === undefined) return unknown;
    if (timerLateMs === null) return warning("none");
    return timerLateMs > TIMER_LATE_MS ? warning("late") : ok();
  },
  browser({ browser }) {
    if (!browser) return unknown;
    const oldest = OLDEST[browser.name];
    if (oldest === undefined) return { state: "unknown", result: "other" };
    return browser.version < oldest ? warning("old") : ok();
  },
};

/** What would fail on this device, and why. */
export const diagnose = (facts: DeviceFacts): Check[] => CHECKS.map((name) => ({ name, ...RULES[name](facts) }));

/** Name and main version out of `navigator.userAgent`; Edge and others call themselves Chrome, too, so they come first. */
export function readBrowser(userAgent: string): { name: string; version: number } {
  const names = [
    ["Edge", /Edg(?:A|iOS)?\/(\d+)/],
    ["Opera", /OPR\/(\d+)/],
    ["Firefox", /(?:Firefox|FxiOS)\/(\d+)/],
    ["Chrome", /(?:Chrome|CriOS)\/(\d+)/],
    ["Safari", /Version\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari/],
  ] as const;
  for (const [name, pattern] of names) {
    const version = pattern.exec(userAgent)?.[1];
    if (version) return { name, version: Number(version) };
  }
  return { name: "", version: 0 };
}
