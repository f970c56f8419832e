import { expect, test } from "vitest";
import alerts from "@/messages/en/alerts.json";
import { CHECKS, type CheckName, type DeviceFacts, diagnose, readBrowser } from "./diagnose";

const WELL: DeviceFacts = {
  permission: "granted",
  sound: "running",
  isMuted: false,
  volume: 60,
  isPushSupported: true,
  needsInstall: false,
  subscription: { isKnown: true, deliveredAt: "2026-11-30T00:00:00.000Z", error: null },
  worker: "active",
  realtime: { isConnected: true },
  latencyMs: 800,
  clockSkewMs: -60_000,
  storage: "kept",
  timerLateMs: 2000,
  browser: { name: "Firefox", version: 115 },
};
const finding = (name: CheckName, change: Partial<DeviceFacts>) => {
  const check = diagnose({ ...WELL, ...change }).find((one) => one.name === name);
  return `${check?.state} ${check?.result}`;
};

test("a device where all is well passes every check, and one of which nothing is known none", () => {
  expect(diagnose(WELL).map(({ state }) => state)).toEqual(CHECKS.map(() => "ok"));
  expect(new Set(diagnose({ volume: 60 }).map(({ state }) => state))).toEqual(new Set(["unknown"]));
});

test.each<[CheckName, Partial<DeviceFacts>, string]>([
  ["permission", { permission: "default" }, "warning default"],
  ["permission", { permission: "denied" }, "bad denied"],
  ["permission", { permission: "unsupported" }, "bad unsupported"],
  ["sound", { sound: "blocked" }, "warning blocked"],
  ["sound", { sound: "none" }, "bad none"],
  ["sound", { isMuted: true }, "warning muted"],
  ["sound", { volume: 0 }, "warning volume"],
  ["push", { isPushSupported: false }, "bad unsupported"],
  ["push", { isPushSupported: false, needsInstall: true }, "bad install"],
  ["push", { permission: "denied" }, "bad denied"],
  ["push", { subscription: null }, "warning off"],
  ["push", { subscription: { isKnown: false, deliveredAt: null, error: null } }, "bad forgotten"],
  ["delivery", { subscription: null }, "unknown never"],
  ["delivery", { subscription: { isKnown: true, deliveredAt: null, error: "410" } }, "bad error"],
  ["worker", { worker: "missing" }, "bad missing"],
  ["realtime", { realtime: { isConnected: false } }, "bad down"],
  ["latency", { latencyMs: 801 }, "warning slow"],
  ["latency", { latencyMs: null }, "bad none"],
  ["clock", { clockSkewMs: 60_001 }, "warning wrong"],
  ["clock", { clockSkewMs: -60_001 }, "warning wrong"],
  ["storage", { storage: "memory" }, "warning memory"],
  ["timer", { timerLateMs: 2001 }, "warning late"],
  ["timer", { timerLateMs: null }, "warning none"],
  ["browser", { browser: { name: "Firefox", version: 114 } }, "warning old"],
  ["browser", { browser: { name: "", version: 0 } }, "unknown other"],
])("%s with %j: %s, with a text for it", (name, change, expected) => {
  expect(finding(name, change)).toBe(expected);
  const texts: Record<string, unknown> = alerts.checks[name];
  expect(texts).toMatchObject({
    name: expect.any(String),
    ok: expect.any(String),
    [expected.split(" ")[1] ?? ""]: expect.any(String),
  });
});

test.each([
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Chrome 131",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0",
    "Edge 131",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox 133"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Safari 17",
  ],
  ["curl/8", " 0"],
])("%s is %s", (userAgent, expected) => {
  const { name, version } = readBrowser(userAgent);
  expect(`${name} ${version}`).toBe(expected);
});
