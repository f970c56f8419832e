import { chatInstead, showStart } from "../entrance";
import { loadPart, part } from "../room";
import { chosenDepartment, type FormField, state, t, texts, update } from "../state";
import { Status } from "./status";

type FieldProps = { name: FormField; label: string; optional?: boolean; autocomplete?: string; type?: "email" | "tel" };

const isErrorKey = (key: string): key is keyof typeof texts.errors => key in texts.errors;

export const errorText = (error: string) => texts.errors[isErrorKey(error) ? error : "invalid"];

export function Field({ name, label, optional, type, ...input }: FieldProps) {
  const error = state.errors[name];
  const attributes = {
    id: name,
    name,
    value: state.form[name],
    "aria-required": !optional,
    "aria-invalid": !!error,
    "aria-describedby": error && `${name}-error`,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      if (!state.offline) loadPart("chat");
      update({ form: { ...state.form, [name]: currentTarget.value }, errors: { ...state.errors, [name]: undefined } });
    },
    ...input,
  };
  return (
    <div class="field">
      <label for={name}>
        {label}
        {optional && <small> ({t("optional")})</small>}
      </label>
      {name === "body" ? <textarea rows={3} {...attributes} /> : <input type={type} list={undefined} {...attributes} />}
      {error && (
        <p class="error" id={`${name}-error`}>
          {errorText(error)}
        </p>
      )}
    </div>
  );
}

/** What sends the form is fetched while it is filled in, and again here should that have failed. */
async function submit(): Promise<void> {
  const code = state.offline ? part("offline") : await loadPart("chat");
  if (code) code.submit();
  else update({ failure: "startFailed" }, "#start");
}

/**
 * One form for a chat and for an offline message: when the department closes under a typing visitor, the very same fields
 * stay in place.
 */
export function Form() {
  const { busy, failure } = state;
  const department = chosenDepartment();
  const offline = state.offline ? part("offline") : null;
  const More = part("fields")?.Fields;
  return (
    <form class="scroll" onSubmit={submit}>
      {offline && <offline.Intro department={department} onChat={department ? chatInstead : showStart} />}
      {department && !offline && (
        <div>
          {department.greeting && (
            <p class="greeting">
              <bdi>{department.greeting}</bdi>
            </p>
          )}
          <Status department={department} />
        </div>
      )}
      {More ? (
        <More />
      ) : (
        <>
          <Field name="name" label={t("name")} autocomplete="name" />
          <Field name="email" label={t("email")} optional={!offline} type="email" autocomplete="email" />
          <Field name="body" label={t("question")} />
        </>
      )}
      {failure && (
        <p class="warning" role="alert">
          {t(failure)}
        </p>
      )}
      <button type="submit" id="start" class="primary" aria-disabled={busy}>
        {offline ? offline.submitText() : t(busy ? "starting" : "start")}
      </button>
    </form>
  );
}
