import { loadRoom } from "../room";
import { start } from "../start";
import { type FormField, state, t, texts, update } from "../state";

type FieldProps = { name: FormField; label: string; optional?: boolean; autocomplete?: string; type?: "email" };

const isErrorKey = (key: string): key is keyof typeof texts.errors => key in texts.errors;

function Field({ name, label, optional, type, ...input }: FieldProps) {
  const error = state.errors[name];
  const attributes = {
    id: name,
    name,
    value: state.form[name],
    "aria-required": !optional,
    "aria-invalid": !!error,
    "aria-describedby": error && `${name}-error`,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      loadRoom();
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
      {name === "body" ? <textarea rows={4} {...attributes} /> : <input type={type} list={undefined} {...attributes} />}
      {error && (
        <p class="error" id={`${name}-error`}>
          {texts.errors[isErrorKey(error) ? error : "invalid"]}
        </p>
      )}
    </div>
  );
}

export function Form() {
  const { busy, failure } = state;
  const greeting = state.widget.departments.find(({ id }) => id === state.departmentId)?.greeting;
  return (
    <form
      class="scroll"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      {greeting && (
        <p class="greeting" dir="auto">
          {greeting}
        </p>
      )}
      <Field name="name" label={t("name")} autocomplete="name" />
      <Field name="email" label={t("email")} optional type="email" autocomplete="email" />
      <Field name="body" label={t("question")} />
      {failure && (
        <p class="warning" role="alert">
          {t(failure)}
        </p>
      )}
      <button type="submit" id="start" class="primary" aria-disabled={busy}>
        {t(busy ? "starting" : "start")}
      </button>
    </form>
  );
}
