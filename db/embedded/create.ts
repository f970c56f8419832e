import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { asError, type WorkerReply } from "./protocol";

/**
 * Makes the folder of a database: beside, by a process of its own, and renamed when complete. A start that is killed half-way leaves
 * nothing that looks like data. Only the holder of the folder's lock may call it.
 * @throws whatever kept it from being made, with `code` where there is one
 */
export async function createFolder(folder: string): Promise<void> {
  const parent = dirname(folder);
  const unfinished = `${basename(folder)}.new`;
  for (const name of readdirSync(parent)) {
    if (name.startsWith(unfinished)) rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 5 });
  }
  // A name of its own: what a killed start began may still be written for a moment.
  const draft = join(parent, `${unfinished}-${randomBytes(4).toString("hex")}`);
  await runCreation(draft);
  renameSync(draft, folder);
  const descriptor = openSync(parent, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function runCreation(draft: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // From the working folder and not from this module, which may be part of a bundle in another place.
    const file = join(/* turbopackIgnore: true */ process.cwd(), "db", "embedded", "creator.mjs");
    const child = fork(file, [draft], { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
    let reply: WorkerReply | undefined;
    child.on("message", (message: WorkerReply) => {
      reply = message;
    });
    child.once("error", reject);
    // Only then nothing is written to the folder any more.
    child.once("close", (code, signal) => {
      if (reply?.type === "ready") resolve();
      else if (reply?.type === "failed") reject(asError(reply.error));
      else reject(new Error(`the process that makes the database ended with ${signal ?? `code ${code}`}`));
    });
  });
}
