import { expect, test } from "vitest";
import { timeZoneName } from "./schemas";
import { listTimeZones } from "./time-zones";

test("the list begins with UTC, has the names of today, and every one of them is accepted", () => {
  const names = listTimeZones("Europe/Berlin");
  expect(names[0]).toBe("UTC");
  expect(names).toEqual(expect.arrayContaining(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Europe/Kyiv"]));
  expect(names).not.toContain("Asia/Calcutta");
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !timeZoneName.safeParse(name).success)).toEqual([]);
});

test("the present zone is always among them, an old name, too", () => {
  expect(listTimeZones("Asia/Calcutta")).toContain("Asia/Calcutta");
  expect(listTimeZones("UTC").filter((name) => name === "UTC")).toHaveLength(1);
});
