import { describe, expect, test } from "vitest";
import { DEFAULT_FORM, DEFAULT_LOOK, NO_CONSENT, NO_TEXTS } from "./rules";
import { type AppearanceDto, type AppearanceFormValues, appearanceFormValues, appearanceInput } from "./schemas";

const dto: AppearanceDto = {
  color: "#1f5eff",
  greeting: "",
  texts: NO_TEXTS,
  ownLook: true,
  look: DEFAULT_LOOK,
  ownProactive: true,
  proactive: [],
  form: DEFAULT_FORM,
  verifiedOnly: false,
  consent: NO_CONSENT,
  mailsTranscripts: false,
  companyLook: DEFAULT_LOOK,
  companyProactive: [],
  companyTexts: NO_TEXTS,
  signsIdentities: false,
};

const errorsOf = (patch: Partial<AppearanceFormValues>) => {
  const parsed = appearanceInput.safeParse({ ...appearanceFormValues(dto), ...patch });
  return Object.fromEntries((parsed.error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));
};

const rule = { id: "a", path: "/pricing", delay: "20", text: { en: "Any questions?" } };

describe("what an admin sets of the appearance", () => {
  test("comes back as it was stored, numbers as numbers", () => {
    const parsed = appearanceInput.parse(appearanceFormValues({ ...dto, proactive: [{ ...rule, delay: 20 }] }));
    expect(parsed.look).toEqual(DEFAULT_LOOK);
    expect(parsed.proactive).toEqual([{ ...rule, delay: 20 }]);
  });

  test("keeps no language that says nothing, and refuses one that the widget does not speak", () => {
    const texts = { greeting: { en: "Hello", ru: "  ", de: "" }, launcher: {} };
    expect(appearanceInput.parse({ ...appearanceFormValues(dto), texts }).texts.greeting).toEqual({ en: "Hello" });
    const foreign = { greeting: { xx: "?" }, launcher: {} } as AppearanceFormValues["texts"];
    expect(Object.keys(errorsOf({ texts: foreign }))).not.toEqual([]);
  });

  test.each([
    ["-1", "tooSmall:0"],
    ["201", "tooLarge:200"],
    ["12.5", "wholeNumber"],
    ["", "required"],
    ["12px", "number"],
  ])("refuses an offset of %s", (offsetX, error) => {
    expect(errorsOf({ look: { ...DEFAULT_LOOK, offsetX } })).toEqual({ "look.offsetX": error });
  });

  test.each(["pricing", "/pri cing", "/a?b", "/a#b", "https://example.com/a"])("refuses the path %s", (path) => {
    expect(errorsOf({ proactive: [{ ...rule, path }] })).toEqual({ "proactive.0.path": "path" });
  });

  test("refuses a proactive message without words, two of one name, and too many", () => {
    expect(errorsOf({ proactive: [{ ...rule, text: { en: " " } }] })).toEqual({ "proactive.0.text": "required" });
    expect(errorsOf({ proactive: [rule, rule] })).toEqual({ proactive: "invalid" });
    const many = Array.from({ length: 11 }, (_, i) => ({ ...rule, id: `r${i}` }));
    expect(errorsOf({ proactive: many })).toEqual({ proactive: "tooMany" });
  });

  test("refuses a consent that asks for nothing, and a link that is none", () => {
    expect(errorsOf({ consent: { enabled: true, texts: {}, link: "" } })).toEqual({ "consent.texts": "required" });
    expect(errorsOf({ consent: { enabled: false, texts: {}, link: "" } })).toEqual({});
    const link = "javascript:alert(1)";
    expect(errorsOf({ consent: { enabled: true, texts: { en: "Yes" }, link } })).toEqual({ "consent.link": "url" });
  });
});
