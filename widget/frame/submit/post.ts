import { call, type Failure, isTemporary, type Result, retryDelay } from "../api";
import { refresh, showForm, showStart } from "../entrance";
import { ensureToken } from "../identity";
import { chosenDepartment, state, update } from "../state";
import { showErrors } from "./check-form";

const TRIES = 3;
/** What to say by status; 401: the department talks to known visitors only. */
const FAILURES: Record<number, "tooMany" | "signIn"> = { 429: "tooMany", 401: "signIn" };

/** Sends what a visitor has written, a few times while it is not the visitor's fault. */
export async function post<T>(path: string, body: object): Promise<Result<T>> {
  await state.asked;
  const token = ensureToken();
  let result = await call<T>(path, token, body);
  for (let attempt = 1; !result.ok && result.status !== 429 && isTemporary(result) && attempt < TRIES; attempt++) {
    await new Promise((done) => setTimeout(done, retryDelay(attempt)));
    result = await call<T>(path, token, body);
  }
  return result;
}

/** Tells that what was sent was not taken, where it can be helped. Whatever went wrong, the typed text stays. */
export function showFailure(failure: Failure): void {
  const { fields, status } = failure;
  if (status === 404) departmentIsGone();
  else if (Object.keys(fields).length) showRefused(fields);
  else update({ busy: false, failure: FAILURES[status] ?? "startFailed" }, "#start");
}

/** What the server asks for may be newer than the form: then it is shown as it is now. */
async function showRefused(errors: Failure["fields"]): Promise<void> {
  const { form, offline, waits } = state;
  if (errors.consent) {
    await refresh();
    await showForm(state.departmentId);
    update({ form, offline, waits });
  }
  showErrors(errors);
}

/** The department was hidden or disabled while the visitor was typing. */
function departmentIsGone(): void {
  const goneDepartment = chosenDepartment()?.name;
  update({ busy: false, view: "loading", goneDepartment });
  showStart();
}
