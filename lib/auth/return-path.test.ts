import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { safeReturnPath, signInPath } from "./return-path";

const SITE = "https://chat.example.com";

describe("the path to go to after sign-in", () => {
  test.each(["/inbox", "/", "/admin/departments?tab=2#members", "/inbox/%D1%87", "/account?next=https://x.example"])(
    "keeps a path of this site: %s",
    (path) => {
      expect(safeReturnPath(path)).toBe(path);
    },
  );

  test.each([
    "//evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n//evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "https:evil.example",
    "https://evil.example/inbox",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "%",
    "",
    " /inbox",
    "?next=/x",
    `/${"a".repeat(10_000)}`,
    undefined,
    null,
    7,
    ["/inbox", "/x"],
  ])("falls back for what leads elsewhere or nowhere: %j", (next) => {
    expect(safeReturnPath(next)).toBe("/inbox");
  });

  test.each(["/login", "/login?next=/login", "/api/auth/signout", "/setup?token=x", "/invite/abc"])(
    "does not send back to forms and endpoints: %s",
    (next) => {
      expect(safeReturnPath(next, "/account")).toBe("/account");
    },
  );

  test("whatever comes in, a browser on our site stays on our site", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      "..",
      ".",
      "//",
      "%2f",
      "@",
      ":",
      "evil.example",
      "\t",
      "?",
      "#",
      "https:",
      "a",
    );
    const path = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join("")}`);
    fc.assert(
      fc.property(fc.oneof(path, fc.string()), (next) => {
        expect(new URL(safeReturnPath(next), SITE).origin).toBe(SITE);
      }),
      { numRuns: 2000 },
    );
  });

  test("the path survives its way through the address of the form", () => {
    const url = new URL(signInPath("/inbox?a=1&b=2#c"), SITE);
    expect(url.pathname).toBe("/login");
    expect(url.searchParams.get("next")).toBe("/inbox?a=1&b=2#c");
    expect(signInPath()).toBe("/login");
  });
});
