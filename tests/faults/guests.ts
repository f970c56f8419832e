import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { pause } from "./clients/http";
import { GUESTS_ARGUMENT, type GuestOptions, type ToRun } from "./guests-process";
import type { RunLedger } from "./ledger";

/** Visitors in a process of their own, which can be stopped like a laptop that is closed. */
export type Guests = {
  /** Stops or continues the whole process; on waking it hears what a browser's page hears. */
  sleep: (isAsleep: boolean) => void;
  /** They write no more. */
  rest: () => void;
  /** What of their screens differs from a fresh load when the time is up; then the process ends. */
  leave: (withinMs: number) => Promise<string[]>;
  kill: () => void;
};

export async function inviteGuests(options: GuestOptions, ledger: RunLedger): Promise<Guests> {
  const child = fork(process.argv[1] ?? "", [GUESTS_ARGUMENT], { execArgv: [] });
  child.send({ type: "begin", options });
  await new Promise<void>((resolve, reject) => {
    child.on("message", (message: ToRun) => {
      if (message.type === "begun") resolve();
      else if (message.type === "ledger") note(ledger, message.call);
    });
    child.once("exit", (code) => reject(new Error(`the guests ended with ${code}`)));
  });
  return {
    sleep(isAsleep) {
      child.kill(isAsleep ? "SIGSTOP" : "SIGCONT");
      if (!isAsleep) child.send({ type: "wake" });
    },
    rest: () => void child.send({ type: "rest" }),
    leave: (withinMs) => leave(child, withinMs),
    kill: () => void child.kill("SIGKILL"),
  };
}

async function leave(child: ChildProcess, withinMs: number): Promise<string[]> {
  const told = new Promise<string[]>((resolve) =>
    child.on("message", (message: ToRun) => message.type === "left" && resolve(message.stale)),
  );
  child.send({ type: "leave", withinMs });
  const late = pause(withinMs + 10_000).then(() => ["the guests do not answer"]);
  const stale = await Promise.race([told, late]);
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
  return stale;
}

function note(ledger: RunLedger, call: Extract<ToRun, { type: "ledger" }>["call"]): void {
  if (call[0] === "wrote") ledger.wrote(call[1]);
  else if (call[0] === "acknowledged") ledger.acknowledged(call[1], call[2], call[3]);
  else if (call[0] === "refused") ledger.refused(call[1], call[2]);
  else ledger.cut(call[1], call[2]);
}
