import { log } from "@/lib/log";

/** No stop takes longer than this; whatever has not ended by then is cut. */
const HARD_LIMIT_MS = 8000;
/** npm passes a Ctrl-C of the terminal on to us, who have it already: the same press arrives twice. */
const SAME_PRESS_MS = 500;

export type StopSignal = "SIGINT" | "SIGTERM";

/**
 * Runs `stop` at the first SIGINT or SIGTERM and then ends the process with 0; a second Ctrl-C ends it at once. Errors
 * that nobody caught are logged and kill nothing: the database holds the truth, and other people's chats go on.
 */
export function handleProcessEvents(stop: (signal: StopSignal) => Promise<void>): void {
  let stoppingSince: number | undefined;
  const onSignal = (signal: StopSignal) => {
    if (stoppingSince !== undefined) {
      if (Date.now() - stoppingSince > SAME_PRESS_MS) process.exit(130);
      return;
    }
    stoppingSince = Date.now();
    setTimeout(() => {
      log.error("stopping took too long, so the rest was cut off");
      process.exit(1);
    }, HARD_LIMIT_MS).unref();
    stop(signal).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "stopping failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.on("unhandledRejection", (error) => log.error({ err: error }, "a promise was rejected and nobody caught it"));
  process.on("uncaughtException", (error) => log.error({ err: error }, "an error was thrown and nobody caught it"));
}
