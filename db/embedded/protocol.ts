/** What one statement answered; the part of PGlite's `Results` that Drizzle reads. */
export type QueryResult = { rows: unknown[]; fields: { name: string; dataTypeID: number }[]; affectedRows?: number };

export type RowMode = "array" | "object";

/** What the worker is asked to do. It answers each request once, in order. */
export type Operation =
  | { op: "query"; sql: string; params: unknown[]; rowMode: RowMode }
  | { op: "exec"; sql: string }
  | { op: "close" };

export type WorkerRequest = Operation & { id: number };

/** An error with what is worth knowing of it; classes do not survive the way between threads. */
export type WireError = { message: string; code?: string; constraint?: string; detail?: string; table?: string };

/** As an error of this side, under the field names that Postgres drivers use. */
export const asError = ({ message, ...fields }: WireError) => Object.assign(new Error(message), fields);

export type WorkerReply =
  | { type: "ready" }
  | { type: "failed"; error: WireError }
  | { type: "result"; id: number; result: QueryResult }
  | { type: "error"; id: number; error: WireError };

/** How the worker is started. */
export type WorkerSettings = {
  /** Absolute path of the data folder; made when it does not exist. */
  folder: string;
  /** False leaves writes to the operating system, which makes the start fail: only for the test of that. */
  fsyncHook: boolean;
};

/** Codes of our own, in `WireError.code` beside the SQLSTATEs. */
export const LOST = "EMBEDDED_DATABASE_LOST";
export const FSYNC_INACTIVE = "FSYNC_INACTIVE";
