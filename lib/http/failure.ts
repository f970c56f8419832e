import { ZodError } from "zod";
import { isUnavailable } from "@/db/errors";
import { DomainError, isDomainError } from "@/lib/errors";

/** Field errors of a schema's refusal: the first key per dotted path; the root is "". */
export function fieldErrors(error: ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { path, message } of error.issues) {
    // Zod's own English sentences are no message keys: whatever schema forgot to name one is simply invalid.
    fields[path.join(".")] ??= /^[a-zA-Z]+(?::\d+)?$/.test(message) ? message : "invalid";
  }
  return fields;
}

/** The refusal behind an error, or null for a bug. An unreachable or overloaded database is a refusal: try again. */
export function toDomainError(error: unknown): DomainError | null {
  if (isDomainError(error)) return error;
  if (error instanceof ZodError || (error instanceof Error && error.name === "ZodError" && "issues" in error)) {
    return new DomainError("invalid", "Some fields are not valid", { fields: fieldErrors(error as ZodError) });
  }
  if (isUnavailable(error)) {
    return new DomainError("unavailable", "The database cannot answer right now", { retryAfterSeconds: 3 });
  }
  return null;
}
