/**
 * Why the product cannot start, in one line that says what is wrong and how to mend it. Whoever catches it prints
 * `message` alone and exits with 1: a stack would only bury the line. Recognise it with `isStartupError`.
 */
export class StartupError extends Error {
  override readonly name = "StartupError";
}

/** By name, because the server bundle and the Next bundle each hold a copy of the class. */
export const isStartupError = (error: unknown): error is StartupError =>
  error instanceof Error && error.name === "StartupError";
