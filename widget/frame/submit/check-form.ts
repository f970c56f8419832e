import { part } from "../room";
import { type FormField, locale, state, update } from "../state";

const BODY_MAX = 4000;
/** In the order in which they are shown. */
const FIELDS: readonly FormField[] = ["name", "email", "phone", "body", "consent"];

/** Of the usual form. An offline message has nowhere to go without an address. */
const isUsuallyNeeded = (field: FormField) =>
  field === "name" || field === "body" || (field === "email" && state.offline);

/** What is still wrong with the form, by field. */
function findErrors(): Partial<Record<FormField, string>> {
  const { form } = state;
  const more = part("fields");
  const isNeeded = more?.isNeeded ?? isUsuallyNeeded;
  const address = form.email.trim();
  return {
    ...Object.fromEntries(
      FIELDS.filter((field) => isNeeded(field) && !form[field]?.trim()).map((field) => [field, "required"]),
    ),
    ...(address && !isAddress(address) && { email: "email" }),
    ...(form.body.length > BODY_MAX && { body: "tooLong" }),
    ...more?.findErrors(),
  };
}

export const isAddress = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/** Shows errors at their fields and goes to the first one. */
export function showErrors(errors: Partial<Record<FormField, string>>): void {
  const first = FIELDS.find((field) => errors[field]);
  update({ busy: false, errors }, first && `#${first}`);
}

/** Whether the form can be sent; what is wrong is shown. */
export function checkForm(): boolean {
  const errors = findErrors();
  const isFine = Object.keys(errors).length === 0;
  if (isFine) update({ busy: true, errors: {}, failure: undefined });
  else showErrors(errors);
  return isFine;
}

/** What goes with a chat and with an offline message alike. */
export const formRequest = () => ({
  ...state.form,
  email: state.form.email.trim() || undefined,
  key: state.widget.key,
  departmentId: state.departmentId,
  locale,
  page: state.page,
});
