import { describe, expect, test } from "vitest";
import { cpuMsOf } from "@/tests/support/cpu-time";
import { readUserAgent } from "./rules";

const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0";

describe("what a browser says of itself", () => {
  test.each([
    [`${WINDOWS} ${CHROME} Safari/537.36`, "Chrome 142", "Windows", "desktop"],
    [`${WINDOWS} ${CHROME} Safari/537.36 Edg/142.0.0.0`, "Edge 142", "Windows", "desktop"],
    [`${WINDOWS} ${CHROME} YaBrowser/25.8.0.0 Safari/537.36`, "Yandex Browser 25", "Windows", "desktop"],
    [`${WINDOWS} ${CHROME} Safari/537.36 OPR/120.0.0.0`, "Opera 120", "Windows", "desktop"],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox 145", "Linux", "desktop"],
    [`${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15`, "Safari 26", "macOS", "desktop"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1",
      "Safari 26",
      "iOS 18",
      "phone",
    ],
    [
      "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1",
      "Chrome 140",
      "iPadOS 17",
      "tablet",
    ],
    [`Mozilla/5.0 (Linux; Android 15; K) ${CHROME} Mobile Safari/537.36`, "Chrome 142", "Android 15", "phone"],
    [`Mozilla/5.0 (Linux; Android 14; SM-X900) ${CHROME} Safari/537.36`, "Chrome 142", "Android 14", "tablet"],
    ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", null, null, "robot"],
  ])("%s", (userAgent, browser, os, kind) => {
    expect(readUserAgent(userAgent)).toEqual({ browser, os, kind });
  });

  test.each(["", '"><svg/onload=alert(1)>', "\u202e", "0"])("%j says nothing", (userAgent) => {
    expect(readUserAgent(userAgent)).toEqual({ browser: null, os: null, kind: null });
  });

  test("is read in no time, however long it is", () => {
    expect(cpuMsOf(() => readUserAgent("Android iPad OS ".repeat(100_000)))).toBeLessThan(1000);
  });
});
