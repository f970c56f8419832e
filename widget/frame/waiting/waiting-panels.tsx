// What a waiting visitor asks for by a press, in a file of its own: it is fetched then.

import { ask, switchTo } from "../chat/actions";
import { otherDepartments } from "../chat/views/waiting";
import { state, update } from "../state";
import { errorText } from "../views/form";
import { Status } from "../views/status";
import { leaveContact } from "./leave-contact";
import { t } from "./texts";
import css from "./waiting.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

const back = () => ask(undefined, "#message");

const Back = () => (
  <button type="button" class="plain" onClick={back}>
    {t("back")}
  </button>
);

/** The other departments to choose from. */
export function Switch() {
  return (
    <fieldset>
      <legend>{t("switchTo")}</legend>
      {otherDepartments().map((department, index) => (
        <button
          key={department.id}
          id={index ? undefined : "other"}
          type="button"
          class="plain"
          onClick={() => switchTo(department.id, state.widget.key)}
        >
          <bdi>{department.name}</bdi> <Status department={department} />
        </button>
      ))}
      <Back />
    </fieldset>
  );
}

/** Asks for an address, so that the visitor need not wait. */
export function Contact() {
  const { contactError, form } = state;
  return (
    <form onSubmit={leaveContact}>
      <label for="contact">{t("contactLabel")}</label>
      <input
        id="contact"
        type="email"
        autocomplete="email"
        list={undefined}
        value={form.email}
        aria-required="true"
        aria-invalid={!!contactError}
        aria-describedby={contactError && "contact-error"}
        onInput={({ currentTarget }) =>
          update({ form: { ...form, email: currentTarget.value }, contactError: undefined })
        }
      />
      {contactError && (
        <p class="error" id="contact-error">
          {errorText(contactError)}
        </p>
      )}
      <button type="submit" class="primary" aria-disabled={state.busy}>
        {t("leave")}
      </button>
      <Back />
    </form>
  );
}
