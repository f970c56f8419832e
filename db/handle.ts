import { join } from "node:path";
import type { Database } from "./types";

/** An open database of either kind. */
export type DatabaseHandle = {
  db: Database;
  kind: "embedded" | "postgres";
  /** Lets running queries end (for 5 s at most) and gives everything back. May be called twice. */
  close(): Promise<void>;
  /**
   * Brings the tables up to this version of the code, or to that of other migrations in `folder`; safe to call by
   * several instances at once. @throws StartupError
   */
  migrate(folder?: string): Promise<void>;
};

/** How long `close` waits for what is running. */
export const CLOSE_GRACE_MS = 5_000;

/** From the working folder and not from this module, which may be part of a bundle in another place. */
export const migrationsFolder = () => join(/* turbopackIgnore: true */ process.cwd(), "db", "migrations");
