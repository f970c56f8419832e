import "server-only";
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartupError } from "@/db/startup-error";
import { env } from "@/lib/env";

/** Characters of a secret that is worth the name; the same bound that `AUTH_SECRET` has. */
const SECRET_MIN = 32;

let cached: string | undefined;

/**
 * What sessions, setup links and embedded realtime are signed with: AUTH_SECRET, else the file `secret` in DATA_DIR,
 * made at first use and readable by its owner only. @throws StartupError when the file cannot be made or is damaged.
 */
export function authSecret(): string {
  const { AUTH_SECRET, DATA_DIR } = env();
  cached ??= AUTH_SECRET ?? keptSecret(DATA_DIR);
  return cached;
}

/** Reads the secret of a data directory, and makes it first where there is none; of several makers one wins. */
export function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, "secret");
  try {
    return read(file) ?? make(file);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(
      `The secret ${file} cannot be read or made (${reason}): let this user write to ${dataDir}, or set AUTH_SECRET.`,
    );
  }
}

function read(file: string): string | undefined {
  let secret: string;
  try {
    secret = readFileSync(file, "utf8").trim();
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
  if (secret.length >= SECRET_MIN) return secret;
  throw new StartupError(`${file} is damaged: put it back from a backup, or delete it (everyone signs in again).`);
}

function make(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx", flush: true });
  try {
    // A link appears whole or not at all, and fails where another process was faster.
    linkSync(draft, file);
  } catch (error) {
    // Some network and USB file systems know no links; there the later of two makers wins, before anybody signed in.
    if (isCode(error, "EPERM") || isCode(error, "ENOTSUP")) renameSync(draft, file);
    else if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const secret = read(file);
  if (!secret) throw new Error("it vanished while it was made");
  return secret;
}

const isCode = (error: unknown, code: string) => error instanceof Error && "code" in error && error.code === code;
