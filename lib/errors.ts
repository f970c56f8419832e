/** Codes of refusals that are part of normal life, with the HTTP status each one answers. */
export const ERROR_STATUS = {
  bad_request: 400,
  unauthenticated: 401,
  /** Of a visitor's signed identity: there is none where one is asked for; it is none of ours; it has run out. */
  identity_required: 401,
  identity_invalid: 401,
  identity_expired: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  closed: 409,
  not_owner: 409,
  idempotency_mismatch: 409,
  /** Somebody else has answered what the writer was answering, and the writer has not seen it. */
  newer_reply: 409,
  /** As many operators are active as this installation may have. */
  seats_taken: 409,
  trial_over: 409,
  resync: 410,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  /** The department lets its operators end chats only with a tag on them. */
  tag_required: 422,
  rate_limited: 429,
  unavailable: 503,
  storage_full: 507,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Field name (dotted path) to a key of `messages/<locale>/errors.json`. */
export type FieldErrors = Record<string, string>;

type Detail = { fields?: FieldErrors; data?: Record<string, unknown>; retryAfterSeconds?: number };

/**
 * An expected refusal. `message` is English for logs and API readers; what people see is chosen by `code` and `fields`.
 * Two bundles (server and Next) each hold a copy of this class: recognise it with `isDomainError`, not `instanceof`.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldErrors | undefined;
  /** More for the caller to act on, such as the present state of a chat; part of the HTTP answer. */
  readonly data: Record<string, unknown> | undefined;
  readonly retryAfterSeconds: number | undefined;
  override readonly name = "DomainError";

  constructor(code: ErrorCode, message: string, detail: Detail = {}) {
    super(message);
    this.code = code;
    this.fields = detail.fields;
    this.data = detail.data;
    this.retryAfterSeconds = detail.retryAfterSeconds;
  }
}

export const isDomainError = (error: unknown): error is DomainError =>
  error instanceof Error && error.name === "DomainError" && "code" in error;

/** The one answer for whatever does not exist or is not the caller's: both must look the same, byte for byte. */
export const notFound = () => new DomainError("not_found", "Not found");
