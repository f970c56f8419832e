import { act } from "../chat/actions";
import { state, update } from "../state";
import { isAddress } from "../submit/check-form";

/** Leaves an address and the queue. */
export async function leaveContact(): Promise<void> {
  const email = state.form.email.trim();
  if (!isAddress(email)) return update({ contactError: email ? "email" : "required" }, "#contact");
  const result = await act("contact", { email }, "#restart");
  if (result && !result.ok && result.fields.email) {
    update({ contactError: result.fields.email, actionFailed: false }, "#contact");
  }
}
