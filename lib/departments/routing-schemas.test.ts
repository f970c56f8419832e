import { describe, expect, test } from "vitest";
import { byWidgetLocale } from "@/lib/i18n/locales";
import { uuidv7 } from "@/lib/ids";
import { departmentMembersInput, type RoutingFormValues, routingFormValues, routingInput } from "./routing-schemas";

const typed: RoutingFormValues = {
  strategy: "automatic",
  returningVisitor: false,
  returningVisitorDays: "",
  queueLimitChats: "",
  queueLimitMinutes: "",
  overflowDepartmentId: "",
  overflowAfterMinutes: "",
  offlineEmail: "",
  awayTexts: byWidgetLocale(() => ""),
  closeIdle: "",
  closeIdleAfterMinutes: "",
  reassign: "",
  reassignAfterMinutes: "",
  notice: "",
  alertAfterMinutes: "",
};

/** Errors as the form gets them: the field's name and the key of its text. */
const refused = (values: { [Field in keyof RoutingFormValues]?: unknown }) =>
  routingInput
    .safeParse({ ...typed, ...values })
    .error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];

const WORDS = [
  ["returningVisitorDays", 1, "tooSmall:1", "tooLarge:10080"],
  ["queueLimitChats", 0, "tooSmall:0", "tooLarge:10080"],
  ["queueLimitMinutes", 1, "minutesMin:1", "minutesMax:10080"],
  ["overflowAfterMinutes", 1, "minutesMin:1", "minutesMax:10080"],
  ["closeIdleAfterMinutes", 5, "minutesMin:5", "minutesMax:10080"],
  ["reassignAfterMinutes", 1, "minutesMin:1", "minutesMax:10080"],
  ["alertAfterMinutes", 1, "minutesMin:1", "minutesMax:10080"],
] as const;

describe.each(WORDS)("%s", (field, min, below, above) => {
  test(`takes whole numbers from ${min} to 10080`, () => {
    for (const fine of ["", String(min), "10080"]) expect(refused({ [field]: fine })).toEqual([]);
    expect(refused({ [field]: String(min - 1) })).toEqual([`${field} ${below}`]);
    expect(refused({ [field]: "10081" })).toEqual([`${field} ${above}`]);
    expect(refused({ [field]: "9".repeat(400) })).toEqual([`${field} ${above}`]);
  });

  test("refuses fractions, words and things that are no text", () => {
    expect(refused({ [field]: "7.5" })).toEqual([`${field} wholeNumber`]);
    expect(refused({ [field]: "seven" })).toEqual([`${field} number`]);
    expect(refused({ [field]: {} })).toEqual([`${field} number`]);
  });
});

test("empty fields are the company's values, no limits and no rules", () => {
  expect(routingInput.parse(typed)).toEqual({
    strategy: "automatic",
    returningVisitorDays: null,
    queueLimitChats: null,
    queueLimitMinutes: null,
    overflowDepartmentId: null,
    overflowAfterMinutes: null,
    offlineEmail: null,
    awayTexts: {},
    closeIdle: null,
    closeIdleAfterMinutes: null,
    reassign: null,
    reassignAfterMinutes: null,
    notice: null,
    alertAfterMinutes: null,
  });
});

test("what is stored comes back as it was typed", () => {
  const values: RoutingFormValues = {
    ...typed,
    strategy: "round_robin",
    returningVisitor: true,
    returningVisitorDays: "30",
    queueLimitChats: "0",
    queueLimitMinutes: "20",
    overflowDepartmentId: uuidv7(),
    overflowAfterMinutes: "5",
    offlineEmail: "sales@example.com",
    awayTexts: { ...typed.awayTexts, ru: "Мы скоро вернёмся." },
    closeIdle: "on",
    closeIdleAfterMinutes: "5",
    reassign: "off",
    reassignAfterMinutes: "1",
    notice: "off",
    alertAfterMinutes: "9",
  };
  const stored = routingInput.parse(values);
  expect(stored).toMatchObject({
    closeIdle: true,
    reassign: false,
    notice: false,
    awayTexts: { ru: "Мы скоро вернёмся." },
  });
  expect(routingFormValues(stored)).toEqual(values);
});

test("a rule that is switched on wants its number, and one that is off drops it", () => {
  const overflowDepartmentId = uuidv7();
  expect(refused({ returningVisitor: true })).toEqual(["returningVisitorDays required"]);
  expect(refused({ overflowDepartmentId })).toEqual(["overflowAfterMinutes required"]);
  const dropped = routingInput.parse({ ...typed, returningVisitorDays: "30", overflowAfterMinutes: "5" });
  expect(dropped).toMatchObject({ returningVisitorDays: null, overflowAfterMinutes: null });
});

test.each([
  [{ strategy: "random" }, ["strategy choice"]],
  [{ closeIdle: "maybe" }, ["closeIdle choice"]],
  [{ overflowDepartmentId: "somewhere", overflowAfterMinutes: "5" }, ["overflowDepartmentId choice"]],
  [{ offlineEmail: "sales" }, ["offlineEmail email"]],
  [{ offlineEmail: "a@example.com, b@example.com" }, ["offlineEmail email"]],
  [{ offlineEmail: "a@example.com\r\nBcc: b@example.com" }, ["offlineEmail email"]],
  [{ awayTexts: { en: "x".repeat(501) } }, ["awayTexts.en tooLong"]],
  [{ awayTexts: { ar: "a\u0000b" } }, ["awayTexts.ar controlCharacters"]],
  [{ returningVisitor: "yes" }, ["returningVisitor required"]],
])("%j is refused at its field", (values, errors) => {
  expect(refused(values)).toEqual(errors);
});

test("an address is stored in lower case, and a text of 500 characters is taken", () => {
  const { offlineEmail, awayTexts } = routingInput.parse({
    ...typed,
    offlineEmail: " Sales@Example.com ",
    awayTexts: { en: "x".repeat(500) },
  });
  expect(offlineEmail).toBe("sales@example.com");
  expect(awayTexts.en).toHaveLength(500);
});

describe("the members of a department", () => {
  const member = (line: unknown, operatorId: unknown = uuidv7()) => ({ operatorId, line });
  const isFine = (value: unknown) => departmentMembersInput.safeParse(value).success;

  test("are in lines 1 to 9, each operator once", () => {
    expect(isFine([])).toBe(true);
    expect(isFine([member(1), member(9), member(1)])).toBe(true);
    const id = uuidv7();
    for (const bad of [[member(0)], [member(10)], [member(1.5)], [member("1")], [member(1, "x")]]) {
      expect(isFine(bad)).toBe(false);
    }
    expect(isFine([member(1, id), member(2, id)])).toBe(false);
  });
});
