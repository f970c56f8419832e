// What only a form needs that asks something else than name, address and question, or for consent: in a file of its own.

import { DEFAULT_FORM, type FormFields } from "@/lib/appearance/rules";
import { chosenDepartment, type FormField, state, t, texts, update } from "../state";
import { errorText, Field } from "../views/form";
import css from "./fields.css";
import { fieldTexts, t as own } from "./texts";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

/** A number as people write it: at least four digits. The server's own rule is in lib/text.ts. */
const isPhone = (text: string) => /^\+?[\d\s()./-]*(?:\d[\s()./-]*){4}$/.test(text);

/** What is asked now. An answer by mail needs an address and something to answer. */
const asked = (): FormFields => ({
  ...(chosenDepartment()?.form ?? DEFAULT_FORM),
  ...(state.offline && { email: "required", question: "required" }),
});

const RULES = { name: "name", email: "email", phone: "phone", body: "question" } as const;

/** Whether the form cannot be sent without it. */
export function isNeeded(field: FormField): boolean {
  return field === "consent" ? !!state.widget.consent : asked()[RULES[field]] === "required";
}

/** What is wrong besides what can be wrong with any form. */
export function findErrors(): Partial<Record<FormField, string>> {
  const phone = state.form.phone?.trim();
  return {
    ...(phone && !isPhone(phone) && { phone: "phone" }),
    ...(isNeeded("consent") && state.form.consent !== `${state.widget.consent?.version}` && { consent: "consent" }),
  };
}

const WRITTEN = ["name", "phone", "body"] as const;

/** Where to go on writing: the first empty field that is needed, else `last`. */
export const nextField = (last: string) => {
  const next = WRITTEN.find((field) => isNeeded(field) && !state.form[field]) ?? last;
  return `#${next},#start`;
};

/** The fields in their order, and under them what is to be agreed to. */
export function Fields() {
  const rules = asked();
  // These words know more errors than those of the first view.
  Object.assign(texts.errors, fieldTexts.wrong);
  const attributes = (field: keyof typeof RULES) => ({ name: field, optional: rules[RULES[field]] === "optional" });
  return (
    <>
      {rules.name !== "hidden" && <Field {...attributes("name")} label={t("name")} autocomplete="name" />}
      {rules.email !== "hidden" && (
        <Field {...attributes("email")} label={t("email")} type="email" autocomplete="email" />
      )}
      {rules.phone !== "hidden" && (
        <Field {...attributes("phone")} label={own("phone")} type="tel" autocomplete="tel" />
      )}
      {rules.question !== "hidden" && <Field {...attributes("body")} label={t("question")} />}
      <Consent />
    </>
  );
}

function Consent() {
  const { consent } = state.widget;
  const error = state.errors.consent;
  if (!consent) return null;
  return (
    <div class="consent">
      <input
        type="checkbox"
        id="consent"
        checked={state.form.consent === `${consent.version}`}
        aria-required
        aria-invalid={!!error}
        aria-describedby={error && "consent-error"}
        onChange={({ currentTarget }) =>
          update({
            form: { ...state.form, consent: currentTarget.checked ? `${consent.version}` : "" },
            errors: { ...state.errors, consent: undefined },
          })
        }
      />
      <div>
        <label for="consent" dir="auto">
          {consent.text}
        </label>
        {consent.link && (
          <a href={consent.link} target="_blank" rel="noopener noreferrer">
            {own("policy")}
          </a>
        )}
        {error && (
          <p class="error" id="consent-error">
            {errorText(error)}
          </p>
        )}
      </div>
    </div>
  );
}
