import { and, asc, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import { cannedReplies, files, operators } from "@/db/schema";
import { toArray } from "@/db/to-array";
import type { Db, Transaction } from "@/db/types";
import { commit, type OperatorActor } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import type { FileRow } from "@/lib/files/access";
import { isReadable } from "@/lib/files/queries";
import { insertFile, type Reserve, tooOften } from "@/lib/files/reserve-file";
import { FILES_PER_MINUTE } from "@/lib/files/rules";
import { usableReplies } from "./queries";

/** Bytes of all files that one operator has put into replies, and of those that they have not saved yet. */
const REPLY_FILES_SIZE_MAX = 200 * 1024 * 1024;

/** Uploaded by the operator, and not into a chat. */
const isTheirs = ({ operatorId }: OperatorActor) =>
  and(eq(files.uploaderType, "operator"), eq(files.uploaderId, operatorId), isNull(files.chatId));

/**
 * Makes room for a file that a canned reply is to have. It is thrown away after a day unless one is saved with it.
 * @throws DomainError `rate_limited` with `data.reason`: `files_per_minute`, or `replies_quota`, which no waiting helps
 */
export const forReplies: Reserve<OperatorActor> = (ctx, file) =>
  commit(ctx, async (tx) => {
    const { actor } = ctx;
    // Parallel uploads of one operator see each other.
    await tx
      .select({ id: operators.id })
      .from(operators)
      .where(eq(operators.id, actor.operatorId))
      .for("no key update");
    const [used] = await tx
      .select({
        size: sql<string>`coalesce(sum(${files.size}), 0)`,
        lately: sql<number>`(count(*) filter (where ${files.createdAt} > clock_timestamp() - interval '1 minute'))::int`,
      })
      .from(files)
      .where(and(isTheirs(actor), isNull(files.deletedAt)));
    if ((used?.lately ?? 0) >= FILES_PER_MINUTE) throw tooOften();
    if (Number(used?.size ?? 0) + file.size > REPLY_FILES_SIZE_MAX) {
      const data = { reason: "replies_quota", limit: REPLY_FILES_SIZE_MAX };
      throw new DomainError("rate_limited", "The replies have no room for more files", { data });
    }
    return insertFile(tx, actor, file);
  });

/**
 * Gives a reply exactly these files, in this order: those that it has already, and those that the actor has uploaded for one. What it had
 * besides goes. The caller holds the reply's lock. Answers the names of all, for the log.
 * @throws DomainError `invalid` with `fields.fileIds` when one of them is not there any more
 */
export async function replaceReplyFiles(
  tx: Transaction,
  actor: OperatorActor,
  replyId: string,
  fileIds: readonly string[],
): Promise<string[]> {
  const ids = [...new Set(fileIds)];
  const found = await tx
    .select()
    .from(files)
    .where(and(inArray(files.id, ids), isReadable))
    .orderBy(asc(files.id))
    .for("update");
  if (found.length < ids.length || !found.every((file) => file.replyId === replyId || isUnsaved(file, actor))) {
    throw new DomainError("invalid", "A file is not there any more", { fields: { fileIds: "fileGone" } });
  }
  await tx
    .update(files)
    .set({ replyId: null, deletedAt: sql`now()`, purgeAt: sql`now()`, name: "" })
    .where(and(eq(files.replyId, replyId), notInArray(files.id, ids)));
  const place = sql<number>`array_position(${toArray(ids)}::uuid[], ${files.id})`;
  await tx.update(files).set({ replyId, replyPlace: place, purgeAt: null }).where(inArray(files.id, ids));
  return namesOf(found);
}

/** Uploaded by the operator for a reply, and not saved with one. */
const isUnsaved = ({ replyId, chatId, uploaderType, uploaderId }: FileRow, { operatorId }: OperatorActor) =>
  replyId === null && chatId === null && uploaderType === "operator" && uploaderId === operatorId;

/** Names of the files of a reply as it is, for the log. */
export async function listReplyFileNames(db: Db, replyId: string): Promise<string[]> {
  return namesOf(
    await db
      .select()
      .from(files)
      .where(and(eq(files.replyId, replyId), isReadable)),
  );
}

const namesOf = (rows: readonly FileRow[]) => rows.map(({ name }) => name).sort();

/**
 * A file of a reply that the operator may send, or one that they have uploaded for a reply.
 * @throws DomainError `not_found`
 */
export async function getReplyFile(db: Db, actor: OperatorActor, fileId: string): Promise<FileRow> {
  const [found] = await db
    .select({ file: files, usableId: cannedReplies.id })
    .from(files)
    .leftJoin(cannedReplies, and(eq(cannedReplies.id, files.replyId), usableReplies(db, actor)))
    .where(and(eq(files.id, fileId), isReadable));
  if (!found || (found.usableId === null && !isUnsaved(found.file, actor))) throw notFound();
  return found.file;
}
