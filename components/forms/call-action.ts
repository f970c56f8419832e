import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import type { ActionResult, Failure } from "@/lib/http/result";

/**
 * Calls a server action from an event handler. No answer becomes a failure. While Next leads to another page nothing
 * comes back at all: the button stays busy until that page is there.
 */
export async function callAction<T>(call: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await call();
  } catch (error) {
    const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
    if (digest.startsWith("NEXT_REDIRECT")) return new Promise(() => undefined);
    return { ok: false, code: "unavailable" };
  }
}

/** Puts a refusal where it belongs: at the fields of the form that it names, and otherwise at the form as a whole. */
export function showFailure<V extends FieldValues, O>(form: UseFormReturn<V, unknown, O>, { code, fields }: Failure) {
  // A path such as `noticeTexts.en` belongs to the form by its first part.
  const known = Object.entries(fields ?? {}).filter(([name]) => (name.split(".")[0] ?? name) in form.getValues());
  for (const [i, [name, message]] of known.entries()) {
    // The filter above makes this cast true.
    form.setError(name as Path<V>, { message }, { shouldFocus: i === 0 });
  }
  if (known.length === 0) form.setError("root", { message: code });
}
