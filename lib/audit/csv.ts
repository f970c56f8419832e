import type { Db } from "@/db/types";
import { csvLine } from "@/lib/reports/csv";
import { readEntries } from "./queries";
import type { AuditValue, Change } from "./rules";
import type { AuditEntryDto, AuditQuery } from "./schemas";

const BATCH = 500;
/** Entries of one file; an older time is a file of its own. */
export const AUDIT_CSV_MAX = 100_000;

const HEAD = ["time", "action", "actor_type", "actor_id", "actor", "subject_id", "subject", "field", "before", "after"];

/**
 * The log as lines of CSV, newest first: a line for each field that changed, under names that no language changes. Read
 * in pieces, so that a long log is never in memory whole.
 */
export async function* auditCsvLines(db: Db, query: AuditQuery): AsyncGenerator<string> {
  yield `\ufeff${csvLine(HEAD)}`;
  let before: string | null = null;
  for (let count = 0; count < AUDIT_CSV_MAX; count += BATCH) {
    const entries: AuditEntryDto[] = await readEntries(db, query, before, BATCH);
    if (entries.length > 0) yield entries.flatMap(linesOf).join("");
    before = entries.at(-1)?.id ?? null;
    if (entries.length < BATCH) return;
  }
}

function linesOf({ createdAt, action, actor, subject, changes, data }: AuditEntryDto): string[] {
  const head = [createdAt, action, actor.type, actor.id, actor.name, subject.id, subject.name];
  const rows = [
    ...Object.entries(changes).map(([field, change]) => [field, ...valuesOf(change)]),
    ...Object.entries(data).map(([field, value]) => [field, null, cellOf(value)]),
  ];
  return (rows.length > 0 ? rows : [[null, null, null]]).map((row) => csvLine([...head, ...row]));
}

const valuesOf = (change: Change): (string | number | null)[] =>
  "isSecret" in change ? ["(secret)", "(secret)"] : [cellOf(change.before), cellOf(change.after)];

const cellOf = (value: AuditValue): string | number | null =>
  value === null || typeof value === "string" || typeof value === "number" ? value : JSON.stringify(value);
