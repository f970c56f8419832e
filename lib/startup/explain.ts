import { isStartupError } from "@/db/startup-error";

/**
 * What to print when the start failed: lines for the person who started it. An expected failure names its remedy and
 * nothing else; only a bug brings its stack.
 */
export function explainStartFailure(error: unknown): string[] {
  if (isEnvError(error)) return ["Foyer cannot start, because of its environment variables:", ...error.problems];
  if (isStartupError(error)) return [`Foyer cannot start. ${error.message}`];
  return [
    "Foyer cannot start, because of a fault in it:",
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ];
}

const isEnvError = (error: unknown): error is Error & { problems: string[] } =>
  error instanceof Error && error.name === "EnvError" && "problems" in error;
