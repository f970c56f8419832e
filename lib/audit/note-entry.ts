import { auditEntries } from "@/db/schema";
import type { Transaction } from "@/db/types";
import type { Actor } from "@/lib/context";
import { type Changes, changesOf } from "./rules";
import type { AuditAction } from "./schemas";

/** What is accounted for: done by somebody, to something. `data` holds numbers and settings, never texts of people. */
export type AuditNote = {
  action: AuditAction;
  subject?: string;
  /** What it is called now, for the day when it is gone. Never the name of a visitor. */
  subjectName?: string;
  data?: Record<string, number | string | boolean>;
  changes?: Changes;
};

/** Writes it in the transaction of what it accounts for, so that neither is there without the other. */
export async function noteEntry(
  tx: Transaction,
  actor: Actor,
  { action, subject, subjectName = "", data = {}, changes = {} }: AuditNote,
): Promise<void> {
  await tx
    .insert(auditEntries)
    .values({ action, actorType: actor.type, ...namesOf(actor), subject, subjectName, data, changes });
}

function namesOf(actor: Actor): { actorId: string | null; actorName: string } {
  if (actor.type === "operator") return { actorId: actor.operatorId, actorName: actor.name };
  if (actor.type === "visitor") return { actorId: actor.visitorId, actorName: "" };
  if (actor.type === "key") return { actorId: actor.keyId, actorName: actor.name };
  return { actorId: null, actorName: actor.job };
}

type Row = Readonly<Record<string, unknown>>;
type ChangeNote = Omit<AuditNote, "changes"> & {
  /** Null: it was not there, or is there no longer. */
  before: Row | null;
  after: Row | null;
  /** Fields of which only the fact of a change is kept. */
  secrets?: readonly string[];
};

/** The same for a change of settings, with what has become different; nothing where nothing has. */
export async function noteChange(
  tx: Transaction,
  actor: Actor,
  { before, after, secrets, ...note }: ChangeNote,
): Promise<void> {
  const changes = changesOf(before, after, secrets);
  if (Object.keys(changes).length > 0) await noteEntry(tx, actor, { ...note, changes });
}
