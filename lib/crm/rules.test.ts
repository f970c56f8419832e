import { describe, expect, test } from "vitest";
import { CRM_ATTEMPTS_MAX, connectionPause, crmAddressOf, deliveryPause, odataText, plainText } from "./rules";
import { crmAddress } from "./schemas";

describe("the address of a CRM", () => {
  test.each([
    ["https://crm.example.com", "https://crm.example.com"],
    ["https://crm.example.com/", "https://crm.example.com"],
    ["https://crm.example.com/0/Shell/?autoOpenIdLogin=true#Section/Contacts", "https://crm.example.com"],
    ["https://crm.example.com/Login/NuiLogin.aspx?ReturnUrl=%2f", "https://crm.example.com"],
    ["https://crm.example.com/ServiceModel/AuthService.svc/Login", "https://crm.example.com"],
    ["https://crm.example.com/odata/Contact", "https://crm.example.com"],
    ["HTTPS://CRM.example.com:8443/sales/0", "https://crm.example.com:8443/sales"],
    ["http://10.0.0.5/crm/", "http://10.0.0.5/crm"],
    // Nothing that belongs to a name goes.
    ["https://crm.example.com/0ther", "https://crm.example.com/0ther"],
    ["https://me:you@crm.example.com/0", "https://me:you@crm.example.com/0"],
  ])("%s is %s", (typed, address) => expect(crmAddressOf(typed)).toBe(address));

  test.each(["crm.example.com", "ftp://crm.example.com", "javascript:alert(1)", "https://", "file:///etc/passwd"])(
    "%s is none",
    (typed) => expect(crmAddress.safeParse(typed).error?.issues[0]?.message).toBe("url"),
  );

  test("may be left out, and is at most 500 characters long", () => {
    expect(crmAddress.parse("  ")).toBe("");
    expect(crmAddress.safeParse(`https://crm.example.com/${"x".repeat(480)}`).error?.issues[0]?.message).toBe(
      "tooLong",
    );
    expect(crmAddress.safeParse(1).error?.issues[0]?.message).toBe("required");
  });
});

test("a refused password, an unreadable one and a forbidden address are not tried again by themselves", () => {
  for (const failure of ["password", "secret", "address"] as const) {
    for (const attempts of [1, 2, 100]) expect(connectionPause(failure, attempts)).toBeNull();
  }
});

test("an outage is over within a quarter of an hour, and rights are looked at again after an hour", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 1000].map((n) => connectionPause("unreachable", n))).toEqual([
    ...[30, 60, 120, 300, 600, 900, 900, 900],
  ]);
  expect(connectionPause("rights", 9)).toBe(3600);
});

test("a chat that is refused is tried for about a day, and then given up", () => {
  const pauses = Array.from({ length: CRM_ATTEMPTS_MAX }, (_, i) => deliveryPause(i + 1));
  expect(pauses.at(-1)).toBeNull();
  expect(pauses.slice(0, -1).every((pause) => pause !== null)).toBe(true);
  expect(pauses.reduce<number>((sum, pause) => sum + (pause ?? 0), 0)).toBeGreaterThan(20 * 3600);
});

test.each([
  ["O'Brien", "'O''Brien'"],
  ["' or 1 eq 1 or Name eq '", "''' or 1 eq 1 or Name eq '''"],
  ["", "''"],
])("%s is %s within an expression", (text, quoted) => expect(odataText(text)).toBe(quoted));

test("of a stranger's page its words are kept, on one line", () => {
  expect(plainText("<html>\n<h1>Server\u0000 Error</h1> in '/' <b>Application</b></html>")).toBe(
    "Server Error in '/' Application",
  );
  expect(plainText("x".repeat(5000))).toHaveLength(300);
});
