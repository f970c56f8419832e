import { pino } from "pino";

const sensitive = ["password", "token", "secret", "body", "authorization", "cookie"];

/**
 * Structured log of the process: JSON lines on standard error, so that what `npm start` prints for people stays readable.
 * Never log texts of messages; Drizzle's errors carry SQL parameters, so their `cause` is logged instead.
 */
export const log = pino(
  {
    base: null,
    level: "info",
    redact: sensitive.flatMap((key) => [key, `*.${key}`]),
    serializers: { err: (error: unknown) => pino.stdSerializers.err(withoutSqlParameters(error)) },
  },
  pino.destination({ dest: 2, sync: true }),
);

function withoutSqlParameters(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (error.name === "DrizzleQueryError" || error.message.startsWith("Failed query")) {
    return error.cause instanceof Error ? error.cause : new Error("database query failed");
  }
  return error;
}
