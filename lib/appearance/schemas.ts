import { z } from "zod";
import { GREETING_MAX, hexColor, siteUrl } from "@/lib/departments/schemas";
import { isWidgetLocale, WIDGET_LOCALES, type WidgetLocale } from "@/lib/i18n/locales";
import { wholeNumber } from "@/lib/settings/whole-number";
import { isBlank, lineOfText, linesOfText } from "@/lib/text";
import {
  type Consent,
  FIELD_RULES,
  type FormFields,
  OFFSET_MAX,
  type Proactive,
  type TextsByLocale,
  type WidgetLook,
  type WidgetTexts,
} from "./rules";

/** Characters (UTF-16 units). */
export const LAUNCHER_LABEL_MAX = 60;
export const PROACTIVE_TEXT_MAX = 300;
export const PROACTIVE_PATH_MAX = 200;
export const CONSENT_TEXT_MAX = 1000;
/** Each is in the loader on every page of the site. */
export const PROACTIVE_RULES_MAX = 10;
/** Seconds. */
export const PROACTIVE_DELAY_MAX = 3600;

type Text = ReturnType<typeof lineOfText>;

/** A text by language of the widget. Languages with nothing in them fall away; at most `max` characters each. */
const textsByLocale = (text: Text) =>
  z
    .partialRecord(z.enum(WIDGET_LOCALES), text)
    .transform(
      (texts): TextsByLocale =>
        Object.fromEntries(
          Object.entries(texts).filter((entry): entry is [string, string] => !isBlank(entry[1] ?? "")),
        ),
    );

const someText = (texts: TextsByLocale) => Object.keys(texts).length > 0;

export const lookInput = z.object({
  position: z.enum(["end", "start"]),
  offsetX: wholeNumber({ min: 0, max: OFFSET_MAX }),
  offsetY: wholeNumber({ min: 0, max: OFFSET_MAX }),
  theme: z.enum(["auto", "light", "dark"]),
  sound: z.boolean(),
  showsReturning: z.boolean(),
});

export const formInput = z.object({
  name: z.enum(FIELD_RULES),
  email: z.enum(FIELD_RULES),
  phone: z.enum(FIELD_RULES),
  question: z.enum(FIELD_RULES),
});

/** A path as `matchesPath` reads it. */
const pathPattern = lineOfText(PROACTIVE_PATH_MAX).refine(
  (path) => /^(?:$|[/*])/.test(path) && !/[\s?#]/.test(path),
  "path",
);

export const proactiveInput = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, "invalid"),
  path: pathPattern,
  delay: wholeNumber({ min: 0, max: PROACTIVE_DELAY_MAX }),
  text: textsByLocale(linesOfText(PROACTIVE_TEXT_MAX)).refine(someText, "required"),
});

/**
 * What the page Appearance sets, of the company and of a department alike; each takes what is its own: `consent` and
 * `mailsTranscripts` are the company's, the switches `own…`, `form` and `verifiedOnly` a department's.
 */
export const appearanceInput = z.object({
  color: hexColor,
  greeting: linesOfText(GREETING_MAX),
  texts: z.object({
    greeting: textsByLocale(linesOfText(GREETING_MAX)),
    launcher: textsByLocale(lineOfText(LAUNCHER_LABEL_MAX)),
  }),
  ownLook: z.boolean(),
  look: lookInput,
  ownProactive: z.boolean(),
  proactive: z
    .array(proactiveInput)
    .max(PROACTIVE_RULES_MAX, "tooMany")
    .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, "invalid"),
  form: formInput,
  verifiedOnly: z.boolean(),
  consent: z
    .object({ enabled: z.boolean(), texts: textsByLocale(linesOfText(CONSENT_TEXT_MAX)), link: siteUrl })
    .refine(({ enabled, texts }) => !enabled || someText(texts), { path: ["texts"], message: "required" }),
  mailsTranscripts: z.boolean(),
});
export type AppearanceInput = z.infer<typeof appearanceInput>;
/** The same as a form holds it: all text as typed. */
export type AppearanceFormValues = z.input<typeof appearanceInput>;

/** Texts by language as a form holds them. */
export type LocaleTexts = Partial<Record<WidgetLocale, string>>;

/** What is set, and what a department takes over where it has nothing of its own. */
export type AppearanceDto = {
  color: string;
  greeting: string;
  texts: WidgetTexts;
  ownLook: boolean;
  look: WidgetLook;
  ownProactive: boolean;
  proactive: Proactive[];
  form: FormFields;
  verifiedOnly: boolean;
  consent: Consent;
  mailsTranscripts: boolean;
  companyLook: WidgetLook;
  companyProactive: Proactive[];
  companyTexts: WidgetTexts;
  /** There is a secret by which sites vouch for their visitors. */
  signsIdentities: boolean;
};

/** A department as the page Appearance chooses and previews it. */
export type AppearanceScopeDto = {
  id: string;
  name: string;
  description: string;
  color: string;
  logoUrl: string | null;
  greeting: string;
  hidden: boolean;
  disabled: boolean;
  form: FormFields;
};

/** What is stored as the form shows it. */
export const appearanceFormValues = (dto: AppearanceDto): AppearanceFormValues => ({
  color: dto.color,
  greeting: dto.greeting,
  texts: { greeting: inForm(dto.texts.greeting), launcher: inForm(dto.texts.launcher) },
  ownLook: dto.ownLook,
  look: { ...dto.look, offsetX: String(dto.look.offsetX), offsetY: String(dto.look.offsetY) },
  ownProactive: dto.ownProactive,
  proactive: dto.proactive.map((rule) => ({ ...rule, delay: String(rule.delay), text: inForm(rule.text) })),
  form: dto.form,
  verifiedOnly: dto.verifiedOnly,
  consent: { enabled: dto.consent.enabled, texts: inForm(dto.consent.texts), link: dto.consent.link ?? "" },
  mailsTranscripts: dto.mailsTranscripts,
});

/** Only languages that the widget speaks: one that it no longer does would be refused. */
const inForm = (texts: TextsByLocale): LocaleTexts =>
  Object.fromEntries(Object.entries(texts).filter(([locale]) => isWidgetLocale(locale)));
