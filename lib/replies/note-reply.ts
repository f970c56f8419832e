import type { Transaction } from "@/db/types";
import { noteChange } from "@/lib/audit/note-entry";
import type { OperatorActor } from "@/lib/context";
import type { ReplyScope } from "./schemas";

type Reply = { scope: ReplyScope; departmentId: string | null; title: string; body: string; files: string[] };

/** Accounts for a reply that others use, too. What somebody keeps for themselves is theirs alone, also in the log. */
export async function noteReply(
  tx: Transaction,
  actor: OperatorActor,
  id: string,
  was: Reply | null,
  is: Reply | null,
): Promise<void> {
  const [before, after] = [shared(was), shared(is)];
  const title = after?.title ?? before?.title;
  if (title === undefined) return;
  const action = before && after ? "reply.updated" : after ? "reply.created" : "reply.deleted";
  await noteChange(tx, actor, { action, subject: id, subjectName: title, before, after });
}

const shared = (reply: Reply | null) =>
  reply === null || reply.scope === "personal"
    ? null
    : { scope: reply.scope, department: reply.departmentId, title: reply.title, body: reply.body, files: reply.files };
