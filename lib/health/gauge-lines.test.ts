import { expect, test } from "vitest";
import { gaugeLines } from "./gauge-lines";

const gauges = {
  chats: { queued: 2, active: 3 },
  longestWaitSeconds: 61.5,
  operators: { online: 4, reachable: 1 },
  mailWaiting: 0,
};

test("every figure stands on a line of its own, below its help and its type", () => {
  const lines = gaugeLines(gauges, 7);
  expect(lines).toContain("foyer_database_up 1");
  expect(lines).toContain('foyer_chats{status="queued"} 2');
  expect(lines).toContain("foyer_longest_wait_seconds 61.5");
  expect(lines).toContain('foyer_operators{state="reachable"} 1');
  expect(lines).toContain("foyer_realtime_sockets 7");
  for (const line of lines) expect(line).toMatch(/^(# (HELP|TYPE) foyer_\w+ .+|foyer_\w+(\{\w+="\w+"\})? [\d.]+)$/);
});

test("a database that is away is said, and nothing is invented about it", () => {
  const lines = gaugeLines(null, null);
  expect(lines.filter((line) => !line.startsWith("#"))).toEqual(["foyer_database_up 0"]);
});
