import { describe, expect, test } from "vitest";
import { byWidgetLocale } from "@/lib/i18n/locales";
import { channelFormValues, channelInput } from "./channel-schemas";
import { DEFAULT_NOTICE_TEXTS } from "./rules";
import {
  type ChatSettingsDto,
  chatSettingsFormValues,
  chatSettingsInput,
  operatorCapacityInput,
  ownReassignMinutes,
} from "./schemas";

const stored: ChatSettingsDto = {
  crmAddress: "https://crm.example.com",
  login: "crm@example.com",
  hasPassword: true,
  closeIdle: true,
  closeIdleAfterMinutes: 15,
  reassign: true,
  reassignAfterMinutes: 3,
  notice: true,
  noticeTexts: {},
  missesUntilAway: 2,
  alertAfterMinutes: 5,
};
const typed = chatSettingsFormValues(stored);

const refused = (fields: Record<string, unknown>) =>
  chatSettingsInput
    .safeParse({ ...typed, ...fields })
    .error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];

describe("chat settings", () => {
  test("as they are stored are valid as the form shows them", () => {
    expect(chatSettingsInput.parse(typed)).toEqual({
      crmAddress: "https://crm.example.com",
      login: "crm@example.com",
      password: "",
      removePassword: false,
      closeIdle: true,
      closeIdleAfterMinutes: 15,
      reassign: true,
      reassignAfterMinutes: 3,
      missesUntilAway: 2,
      alertAfterMinutes: 5,
      notice: true,
      noticeTexts: byWidgetLocale(() => ""),
    });
  });

  test("close a chat after at least 5 minutes and at most a week", () => {
    expect(refused({ closeIdleAfterMinutes: "5" })).toEqual([]);
    expect(refused({ closeIdleAfterMinutes: "10080" })).toEqual([]);
    expect(refused({ closeIdleAfterMinutes: "4" })).toEqual(["closeIdleAfterMinutes minutesMin:5"]);
    expect(refused({ closeIdleAfterMinutes: "10081" })).toEqual(["closeIdleAfterMinutes minutesMax:10080"]);
  });

  test("change the operator after at least 1 minute and at most a week", () => {
    expect(refused({ reassignAfterMinutes: "1" })).toEqual([]);
    expect(refused({ reassignAfterMinutes: "10080" })).toEqual([]);
    expect(refused({ reassignAfterMinutes: "0" })).toEqual(["reassignAfterMinutes minutesMin:1"]);
    expect([refused({ alertAfterMinutes: "1" }), refused({ alertAfterMinutes: "10080" })]).toEqual([[], []]);
    expect(refused({ alertAfterMinutes: "0" })).toEqual(["alertAfterMinutes minutesMin:1"]);
    expect(refused({ alertAfterMinutes: "10081" })).toEqual(["alertAfterMinutes minutesMax:10080"]);
    expect(refused({ reassignAfterMinutes: "10081" })).toEqual(["reassignAfterMinutes minutesMax:10080"]);
  });

  test("have no fractions and no text for minutes, and every wrong field has its own error", () => {
    expect(refused({ closeIdleAfterMinutes: "7.5", reassignAfterMinutes: "soon", missesUntilAway: "" })).toEqual([
      "closeIdleAfterMinutes wholeNumber",
      "reassignAfterMinutes number",
      "missesUntilAway required",
    ]);
  });

  test("are as strict about the minutes of a rule that is switched off", () => {
    expect(refused({ closeIdle: false, closeIdleAfterMinutes: "1" })).toEqual(["closeIdleAfterMinutes minutesMin:5"]);
  });

  test("make an operator Away after 1 to 20 misses", () => {
    expect([refused({ missesUntilAway: "1" }), refused({ missesUntilAway: "20" })]).toEqual([[], []]);
    expect(refused({ missesUntilAway: "0" })).toEqual(["missesUntilAway tooSmall:1"]);
    expect(refused({ missesUntilAway: "21" })).toEqual(["missesUntilAway tooLarge:20"]);
  });

  test("hold a login and a password of 200 characters and notices of 500, not one more", () => {
    const long = { login: "x".repeat(200), password: "x".repeat(200), noticeTexts: { en: "x".repeat(500), ru: "" } };
    expect(refused(long)).toEqual([]);
    expect(
      refused({ login: "x".repeat(201), password: "x".repeat(201), noticeTexts: { en: "", ru: "x".repeat(501) } }),
    ).toEqual(["login tooLong", "password tooLong", "noticeTexts.ru tooLong"]);
    expect(refused({ password: "\ud800" })).toEqual(["password controlCharacters"]);
  });

  test("keep a password as it is typed, spaces included", () => {
    expect(chatSettingsInput.parse({ ...typed, password: "  a b " }).password).toBe("  a b ");
  });

  test("take an emptied notice, and one like the product's, as none of their own", () => {
    const { noticeTexts } = chatSettingsInput.parse({
      ...typed,
      noticeTexts: { en: " ", ru: ` ${DEFAULT_NOTICE_TEXTS.ru}\n` },
    });
    expect(noticeTexts).toEqual(byWidgetLocale(() => ""));
  });

  test("refuse what is no form of theirs", () => {
    expect(chatSettingsInput.safeParse(null).success).toBe(false);
    expect(refused({ closeIdle: "on", noticeTexts: "none" })).toEqual(["closeIdle required", "noticeTexts required"]);
  });
});

test("the form never holds a password and shows the notices that visitors read", () => {
  expect(typed).toMatchObject({ password: "", removePassword: false, noticeTexts: DEFAULT_NOTICE_TEXTS });
  expect(chatSettingsFormValues({ ...stored, noticeTexts: { en: "Back soon." } }).noticeTexts).toEqual({
    ...DEFAULT_NOTICE_TEXTS,
    en: "Back soon.",
  });
});

test("a channel has a name, a weight of 1 to 100 and, if it wants, an idle time of its own", () => {
  const values = { name: "Web widget", weight: "1", closeIdleAfterMinutes: "" };
  const wrong = (fields: object) =>
    channelInput
      .safeParse({ ...values, ...fields })
      .error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];
  expect(channelInput.parse(values)).toEqual({ name: "Web widget", weight: 1, closeIdleAfterMinutes: null });
  expect(channelFormValues(channelInput.parse(values))).toEqual(values);
  expect([wrong({ weight: "1" }), wrong({ weight: "100" }), wrong({ closeIdleAfterMinutes: "5" })]).toEqual([
    [],
    [],
    [],
  ]);
  expect(wrong({ name: " ", weight: "0", closeIdleAfterMinutes: "4" })).toEqual([
    "name required",
    "weight tooSmall:1",
    "closeIdleAfterMinutes minutesMin:5",
  ]);
  expect(wrong({ weight: "101" })).toEqual(["weight tooLarge:100"]);
});

test("an operator takes a load of 0 to 1000 from at least one type of channel, each named once", () => {
  const wrong = (fields: object) =>
    operatorCapacityInput
      .safeParse({ maxLoad: "5", channelTypes: ["web"], ...fields })
      .error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];
  expect(operatorCapacityInput.parse({ maxLoad: "0", channelTypes: ["email", "web", "web"] })).toEqual({
    maxLoad: 0,
    channelTypes: ["web", "email"],
  });
  expect([wrong({ maxLoad: 1000 }), wrong({ maxLoad: "1001" }), wrong({ maxLoad: "2.5" })]).toEqual([
    [],
    ["maxLoad tooLarge:1000"],
    ["maxLoad wholeNumber"],
  ]);
  expect([wrong({ channelTypes: [] }), wrong({ channelTypes: ["fax"] }), wrong({ channelTypes: false })]).toEqual([
    ["channelTypes required"],
    ["channelTypes.0 choice"],
    ["channelTypes required"],
  ]);
});

test("a department that leaves the minutes empty takes the company's", () => {
  expect([ownReassignMinutes.parse(""), ownReassignMinutes.parse("1")]).toEqual([null, 1]);
});
