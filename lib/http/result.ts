import type { ErrorCode, FieldErrors } from "@/lib/errors";

/** A refusal as the browser gets it: `code` and the values of `fields` are keys of `messages/<locale>/errors.json`. */
export type Failure = {
  ok: false;
  code: ErrorCode | "unexpected";
  fields?: FieldErrors;
  data?: Record<string, unknown>;
};

/** What every server action answers; actions never throw at the browser. */
export type ActionResult<T> = { ok: true; data: T } | Failure;
