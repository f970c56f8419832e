import { describe, expect, test } from "vitest";
import { cpuMsOf } from "@/tests/support/cpu-time";
import { consentOffer, DEFAULT_FORM, isDefaultForm, matchesPath, missingFields, textFor } from "./rules";

describe("the path of a proactive message", () => {
  test.each([
    ["", "/anything", true],
    ["/shop", "/shop", true],
    ["/shop", "/shop/pans", true],
    ["/shop", "/shopping", false],
    ["/shop/", "/shop/pans", true],
    ["/shop/", "/shop", false],
    ["/shop/*/reviews", "/shop/pan-24/reviews", true],
    ["/shop/*/reviews", "/shop/pan-24/reviews/2", false],
    ["*", "/", true],
    ["*/pricing", "/en/pricing", true],
    ["/a.b", "/axb", false],
    ["/(", "/(", true],
  ])("%s means %s: %s", (pattern, pathname, expected) => {
    expect(matchesPath(pattern, pathname)).toBe(expected);
  });

  test("of many stars is judged at once", () => {
    const work = () => expect(matchesPath(`/${"*a".repeat(20)}`, `/${"a".repeat(2000)}b`)).toBe(false);
    expect(cpuMsOf(work)).toBeLessThan(2000);
  });
});

test("a text falls back to English, then to any language", () => {
  expect(textFor({ de: "Hallo", en: "Hello" }, "de")).toBe("Hallo");
  expect(textFor({ de: "Hallo", en: "Hello" }, "fr")).toBe("Hello");
  expect(textFor({ de: "Hallo" }, "fr")).toBe("Hallo");
  expect(textFor({}, "fr")).toBe("");
});

test("a consent is asked for only while it is on and says something", () => {
  const consent = { enabled: true, version: 3, texts: { en: "I agree" }, link: "https://example.com/privacy" };
  expect(consentOffer(consent, "ru")).toEqual({ version: 3, text: "I agree", link: consent.link });
  expect(consentOffer({ ...consent, enabled: false }, "en")).toBeNull();
  expect(consentOffer({ ...consent, texts: {} }, "en")).toBeNull();
  expect(consentOffer(null, "en")).toBeNull();
});

test("only fields that are required are missed", () => {
  const empty = { name: "", email: null, phone: null, body: "" };
  expect(missingFields(DEFAULT_FORM, empty)).toEqual({ name: "required", body: "required" });
  expect(missingFields({ ...DEFAULT_FORM, phone: "required" }, { ...empty, name: "V", body: "?" })).toEqual({
    phone: "required",
  });
  expect(missingFields({ name: "hidden", email: "optional", phone: "hidden", question: "hidden" }, empty)).toEqual({});
});

test("the product's own form is recognised, also when it was stored", () => {
  expect(isDefaultForm({ ...DEFAULT_FORM })).toBe(true);
  expect(isDefaultForm({ ...DEFAULT_FORM, phone: "optional" })).toBe(false);
});
