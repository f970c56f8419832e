import { expect, test } from "vitest";
import {
  type DepartmentFormValues,
  departmentFlagInput,
  departmentInput,
  departmentOrderInput,
  findInvalidDomain,
} from "./schemas";

const typed: DepartmentFormValues = {
  name: "Pre Sales",
  description: "",
  hidden: false,
  disabled: false,
  color: "#0b6275",
  siteUrl: "",
  allowedDomains: "",
  greeting: "",
};

/** Message key by field, or null when the department with these fields is accepted. */
function refusals(fields: Partial<DepartmentFormValues>): Record<string, string> | null {
  const parsed = departmentInput.safeParse({ ...typed, ...fields });
  return parsed.success
    ? null
    : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join("."), message]));
}

test("a department needs a name and nothing else", () => {
  expect(departmentInput.parse(typed)).toEqual({ ...typed, siteUrl: null, allowedDomains: [] });
  for (const name of ["", "   ", "\u200b\u2060"]) expect(refusals({ name })).toEqual({ name: "required" });
});

test.each([
  ["name", 80],
  ["description", 300],
  ["greeting", 500],
] as const)("%s holds %i characters and not one more", (field, max) => {
  expect(refusals({ [field]: "я".repeat(max) })).toBeNull();
  expect(refusals({ [field]: `  ${"я".repeat(max)} ` })).toBeNull();
  expect(refusals({ [field]: "я".repeat(max + 1) })).toEqual({ [field]: "tooLong" });
});

test.each(["name", "description", "greeting"] as const)("%s takes no NUL and no half character", (field) => {
  expect(refusals({ [field]: "a\u0000b" })).toEqual({ [field]: "controlCharacters" });
  expect(refusals({ [field]: "a\ud800b" })).toEqual({ [field]: "controlCharacters" });
});

test("markup and direction marks in a name are text like any other", () => {
  const name = "<img src=x onerror=alert(1)> \u202Eevil";
  expect(departmentInput.parse({ ...typed, name }).name).toBe(name);
});

test("a description keeps its lines", () => {
  expect(departmentInput.parse({ ...typed, description: "one\r\ntwo " }).description).toBe("one\ntwo");
});

test("a colour is stored in one form, and what is no colour is refused", () => {
  expect(departmentInput.parse({ ...typed, color: " #ABC " }).color).toBe("#aabbcc");
  expect(refusals({ color: "red" })).toEqual({ color: "color" });
  expect(refusals({ color: "#12345" })).toEqual({ color: "color" });
  expect(refusals({ color: "#0b6275;background:url(//evil)" })).toEqual({ color: "color" });
  expect(refusals({ color: " " })).toEqual({ color: "required" });
});

test.each(["https://example.com", "http://localhost:3000/shop", "HTTPS://Example.com", "https://пример.рф/чай?a=@b"])(
  "%j is the address of a site",
  (siteUrl) => {
    expect(departmentInput.parse({ ...typed, siteUrl }).siteUrl).toMatch(/^https?:\/\//);
  },
);

test.each([
  "javascript:alert(1)",
  "JavaScript://example.com/%0aalert(1)",
  "data:text/html,<script>",
  "//evil.example",
  "http://u@h",
  "https://u:p@example.com",
  "https://@example.com",
  "http:/example.com",
  "https:///example.com",
  "https://\\example.com",
  "example.com",
  "ftp://example.com",
  "https://",
  "https://exa mple.com",
  "https://example.com/\u0000",
  "https://example.com/\nx",
])("%j is refused as the address of a site", (siteUrl) => {
  expect(refusals({ siteUrl })).toEqual({ siteUrl: "url" });
});

test("an address of a site has at most 2000 characters, encoded ones counted", () => {
  const start = "https://example.com/";
  expect(refusals({ siteUrl: start + "a".repeat(2000 - start.length) })).toBeNull();
  expect(refusals({ siteUrl: start + "a".repeat(2001 - start.length) })).toEqual({ siteUrl: "tooLong" });
  expect(refusals({ siteUrl: start + "я".repeat(1000) })).toEqual({ siteUrl: "url" });
});

test("allowed domains are normalised, and doubles fall together", () => {
  const allowedDomains = "https://Example.com/shop\nexample.com\n*.example.com\n";
  expect(departmentInput.parse({ ...typed, allowedDomains }).allowedDomains).toEqual(["example.com", "*.example.com"]);
  expect(refusals({ allowedDomains: "example.com\nnot_a_host" })).toEqual({ allowedDomains: "domain" });
});

test("fifty allowed domains are taken, one more is too many", () => {
  const list = (count: number) => Array.from({ length: count }, (_, index) => `site-${index}.example`).join("\n");
  expect(refusals({ allowedDomains: list(50) })).toBeNull();
  expect(refusals({ allowedDomains: list(51) })).toEqual({ allowedDomains: "tooMany" });
});

test("fields that are missing or of another kind are named", () => {
  const parsed = departmentInput.safeParse({ name: 1, hidden: "yes" });
  expect(new Set(parsed.error?.issues.map(({ path }) => path.join(".")))).toEqual(new Set(Object.keys(typed)));
});

test("what an admin may not set through the form is dropped", () => {
  expect(departmentInput.parse({ ...typed, key: "k", logoId: "l", position: 0, id: "i" })).not.toHaveProperty("key");
});

test("a switch of the list changes one flag and nothing else", () => {
  expect(departmentFlagInput.parse({ hidden: true, name: "x" })).toEqual({ hidden: true });
  expect(departmentFlagInput.parse({ disabled: false, key: "x" })).toEqual({ disabled: false });
  for (const input of [{}, { hidden: undefined }, { disabled: "yes" }, null]) {
    expect(departmentFlagInput.safeParse(input).success).toBe(false);
  }
});

test("an order is a list of ids", () => {
  expect(departmentOrderInput.safeParse(["not an id"]).success).toBe(false);
  expect(departmentOrderInput.safeParse([crypto.randomUUID()]).success).toBe(true);
});

test("the first entry that is wrong is named", () => {
  expect(findInvalidDomain("a.com\nexa_mple.com\n-x")).toBe("exa_mple.com");
  expect(findInvalidDomain("a.com\nb.com")).toBeNull();
});
