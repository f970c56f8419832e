import { expect, test } from "vitest";
import { companyInput } from "./schemas";

const typed = { name: "Tom's Kitchen Supplies", color: "#1F5EFF", greeting: "", allowedDomains: "" };

const refused = (fields: Partial<typeof typed>) =>
  companyInput.safeParse({ ...typed, ...fields }).error?.issues.map(({ path, message }) => [path[0], message]) ?? [];

test("a company needs a name and a colour", () => {
  expect(companyInput.parse(typed)).toEqual({
    ...typed,
    color: "#1f5eff",
    allowedDomains: [],
    timeZone: null,
  });
  expect(refused({ name: " " })).toEqual([["name", "required"]]);
  expect(refused({ color: "blue" })).toEqual([["color", "color"]]);
});

test("its name holds 120 characters and its greeting 500, not one more", () => {
  expect(refused({ name: "x".repeat(120), greeting: "x".repeat(500) })).toEqual([]);
  expect(refused({ name: "x".repeat(121) })).toEqual([["name", "tooLong"]]);
  expect(refused({ greeting: "x".repeat(501) })).toEqual([["greeting", "tooLong"]]);
});

test("its allowed domains follow the departments' rules", () => {
  expect(companyInput.parse({ ...typed, allowedDomains: "https://Example.com/" }).allowedDomains).toEqual([
    "example.com",
  ]);
  expect(refused({ allowedDomains: "*" })).toEqual([["allowedDomains", "domain"]]);
});

test("its time zone is one that there is, or none", () => {
  expect(companyInput.parse({ ...typed, timeZone: "Asia/Kathmandu" }).timeZone).toBe("Asia/Kathmandu");
  expect(companyInput.parse({ ...typed, timeZone: "" }).timeZone).toBeNull();
  expect(companyInput.safeParse({ ...typed, timeZone: "Mars/Olympus" }).error?.issues[0]?.path).toEqual(["timeZone"]);
});
