import { z } from "zod";

// A backup is gzipped text: a header, then tables with their rows, then files, then how much of each there was. A line
// says what it is by its first character, so that a row is never parsed, only handed from one database to the other.

export const FORMAT = 1;

export const header = z.object({
  foyer: z.literal(FORMAT),
  /** The newest migration that the tables have; they are restored at this state and then brought up to date. */
  migration: z.object({ tag: z.string(), when: z.number() }),
  at: z.iso.datetime(),
  /** What `DATA_DIR/secret` held; null where AUTH_SECRET came from the environment. */
  secret: z.string().nullable(),
});
export type BackupHeader = z.infer<typeof header>;

export const fileHead = z.object({ key: z.string(), type: z.string() });
export const ending = z.object({ rows: z.int(), files: z.int() });

export const LINES = { header: "H", table: "T", row: "R", file: "F", end: "E" } as const;
export type LineKind = keyof typeof LINES;

const KINDS = new Map(Object.entries(LINES).map(([kind, mark]) => [mark, kind as LineKind]));

export const line = (kind: LineKind, text: string): string => `${LINES[kind]} ${text}\n`;

/** A backup that cannot be read, in words for the person who restores it. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

/** @throws BackupError for anything that is no line of ours */
export function parseLine(text: string): { kind: LineKind; rest: string } {
  const kind = KINDS.get(text[0] as "H");
  if (!kind || text[1] !== " ") throw new BackupError("This is no backup of Foyer, or it is damaged.");
  return { kind, rest: text.slice(2) };
}

/** @throws BackupError */
export function parseJson<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new BackupError("This backup is damaged, or of a version of Foyer that came later.", { cause: error });
  }
}
