import { describe, expect, test } from "vitest";
import { judgeInstall, readSighting } from "./rules";
import { forgetInstallInput } from "./schemas";

const OWN = "https://chat.example.com";
const read = (headers: Record<string, string>) => readSighting({ headers: new Headers(headers), ownOrigin: OWN });
const script = { "sec-fetch-dest": "script", "sec-fetch-site": "cross-site" };

describe("a request for a loader tells where it is installed", () => {
  test.each([
    [
      { ...script, referer: "https://shop.example/" },
      { origin: "https://shop.example", path: null },
    ],
    [
      { ...script, referer: "https://shop.example/pans?utm=1#x" },
      { origin: "https://shop.example", path: "/pans" },
    ],
    [{ referer: "http://localhost:8080/a" }, { origin: "http://localhost:8080", path: "/a" }],
    [
      { ...script, origin: "https://shop.example" },
      { origin: "https://shop.example", path: null },
    ],
    [script, { origin: "", path: null }],
    [
      { ...script, origin: "null" },
      { origin: "", path: null },
    ],
  ])("%j", (headers, expected) => {
    expect(read(headers)).toEqual(expected);
  });

  test.each([
    [{}],
    [{ "sec-fetch-dest": "document", referer: "https://shop.example/" }],
    [{ ...script, "sec-fetch-site": "same-origin", referer: `${OWN}/demo` }],
    [{ ...script, referer: `${OWN}/demo` }],
    [{ referer: "javascript:alert(1)" }],
    [{ referer: `https://shop.example/${"a".repeat(5000)}` }],
    [{ referer: "file:///C:/page.html" }],
  ])("and nothing by %j", (headers) => {
    expect(read(headers)).toBeNull();
  });

  test("a long path is cut, and half of a character is not kept", () => {
    const path = read({ ...script, referer: `https://shop.example/${"a".repeat(900)}` })?.path;
    expect(path).toHaveLength(300);
    expect(path?.isWellFormed()).toBe(true);
  });
});

describe("an installation", () => {
  const now = new Date("2026-05-12T12:00:00Z");
  const judge = (patch: Partial<Parameters<typeof judgeInstall>[0]> = {}) =>
    judgeInstall({
      origin: "https://shop.example",
      isRetired: false,
      isDisabled: false,
      allowedDomains: [],
      report: null,
      reportedAt: null,
      now,
      ...patch,
    });

  test("is well while its key is in use and its domain is allowed", () => {
    expect(judge()).toBeNull();
    expect(judge({ allowedDomains: ["shop.example"] })).toBeNull();
    expect(judge({ origin: "", allowedDomains: ["shop.example"] })).toBeNull();
  });

  test("is told the first thing that is wrong", () => {
    expect(judge({ isRetired: true, isDisabled: true })).toBe("rotated");
    expect(judge({ isDisabled: true, allowedDomains: ["other.example"] })).toBe("disabled");
    expect(judge({ allowedDomains: ["other.example"] })).toBe("domain");
  });

  test("has what its loader reported for a day", () => {
    const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
    expect(judge({ report: "twice", reportedAt: ago(23.9) })).toBe("twice");
    expect(judge({ report: "twice", reportedAt: ago(24) })).toBeNull();
  });
});

test("a site that no database can hold is refused in words", () => {
  expect(forgetInstallInput.safeParse({ key: "a".repeat(22), origin: "https://shop.example" }).success).toBe(true);
  expect(forgetInstallInput.safeParse({ key: "a".repeat(22), origin: "" }).success).toBe(true);
  expect(forgetInstallInput.safeParse({ key: "a\u0000b", origin: "" }).success).toBe(false);
  expect(forgetInstallInput.safeParse({ key: "a", origin: "\u0000" }).success).toBe(false);
  expect(forgetInstallInput.safeParse({ key: "a", origin: "\ud800" }).success).toBe(false);
});
