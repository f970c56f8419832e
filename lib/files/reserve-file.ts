import { and, eq, isNull, sql } from "drizzle-orm";
import { files } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { assertOwns, lockChat } from "@/lib/chats/lock-chat";
import { getChatState } from "@/lib/chats/queries";
import { type Context, commit } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { type FileRow, type Uploader, uploaderOf } from "./access";
import { CHAT_FILES_SIZE_MAX, FILES_PER_MINUTE } from "./rules";
import { newStorageKey } from "./storage/storage";

/** An upload that has not ended by then has died. */
const UPLOAD_MINUTES_MAX = 60;
/** A message may wait in its writer's browser for 24 h before it takes its file along. */
const UNSENT_HOURS_MAX = 25;

/** What is announced of a file: its name as it will be shown, and its bytes. */
export type Announced = { name: string; size: number };
/** Makes room for a file somewhere, before a byte of it is read: gives the row that the bytes will belong to. */
export type Reserve<A extends Uploader> = (ctx: Context<A>, file: Announced) => Promise<FileRow>;

/**
 * Makes room for a file in a chat. The chat's row lock lets parallel uploads see each other.
 * @throws DomainError `not_found`, `forbidden`, `closed`, `not_owner` (with the present state); `rate_limited` with
 * `data.reason`: `files_per_minute`, or `chat_quota`, which no waiting helps
 */
export const inChat =
  (chatId: string): Reserve<Uploader> =>
  (ctx, file) =>
    commit(ctx, async (tx) => {
      const { actor } = ctx;
      const chat = await lockChat(tx, actor, chatId);
      if (actor.type === "operator") await assertOwns(tx, actor, chat);
      if (chat.status === "closed") {
        throw new DomainError("closed", "This chat is closed", {
          data: { state: await getChatState(tx, actor, chatId) },
        });
      }
      await assertRoom(tx, chatId, file.size);
      return insertFile(tx, actor, { ...file, chatId });
    });

/** The row of a file that is about to come in; it is thrown away unless its bytes come and somebody keeps it. */
export async function insertFile(
  tx: Transaction,
  actor: Uploader,
  file: Announced & { chatId?: string },
): Promise<FileRow> {
  const [row] = await tx
    .insert(files)
    .values({
      ...file,
      ...uploaderOf(actor),
      type: "application/octet-stream",
      storageKey: newStorageKey(),
      createdAt: sql`clock_timestamp()`,
      purgeAt: sql`clock_timestamp() + make_interval(mins => ${UPLOAD_MINUTES_MAX})`,
    })
    .returning();
  if (!row) throw new Error("insert returned no row");
  return row;
}

async function assertRoom(tx: Transaction, chatId: string, size: number): Promise<void> {
  const [used] = await tx
    .select({
      size: sql<string>`coalesce(sum(${files.size}), 0)`,
      lately: sql<number>`(count(*) filter (where ${files.createdAt} > clock_timestamp() - interval '1 minute'))::int`,
    })
    .from(files)
    .where(and(eq(files.chatId, chatId), isNull(files.deletedAt)));
  if ((used?.lately ?? 0) >= FILES_PER_MINUTE) throw tooOften();
  if (Number(used?.size ?? 0) + size > CHAT_FILES_SIZE_MAX) {
    const data = { reason: "chat_quota", limit: CHAT_FILES_SIZE_MAX };
    throw new DomainError("rate_limited", "This chat has no room for more files", { data });
  }
}

export function tooOften(): DomainError {
  const data = { reason: "files_per_minute", limit: FILES_PER_MINUTE };
  return new DomainError("rate_limited", "Too many files within a minute", { retryAfterSeconds: 60, data });
}

type Stored = Pick<FileRow, "name" | "type" | "size" | "thumbKey" | "width" | "height">;

/**
 * Says in the row under which key its small picture will be, before that is stored: nothing lies in the storage that no
 * row knows. False when the upload was given up meanwhile.
 */
export async function nameThumb(
  { db }: Pick<Context, "db">,
  fileId: string,
  thumb: Pick<FileRow, "thumbKey" | "width" | "height">,
): Promise<boolean> {
  const named = await db
    .update(files)
    .set(thumb)
    .where(and(eq(files.id, fileId), isNull(files.storedAt), isNull(files.deletedAt)))
    .returning({ id: files.id });
  return named.length > 0;
}

/** The bytes are stored: from here on a message may carry the file. Null when it was given up meanwhile. */
export async function completeFile(
  { db }: Pick<Context, "db">,
  fileId: string,
  stored: Stored,
): Promise<FileRow | null> {
  const [row] = await db
    .update(files)
    .set({
      ...stored,
      storedAt: sql`now()`,
      purgeAt: sql`now() + make_interval(hours => ${UNSENT_HOURS_MAX})`,
    })
    .where(and(eq(files.id, fileId), isNull(files.storedAt), isNull(files.deletedAt)))
    .returning();
  return row ?? null;
}

/**
 * The upload came to nothing: its room is free again, and whatever was stored is thrown away soon. The row stays for the
 * minute in which it counts as a try.
 */
export async function giveUpFile({ db }: Pick<Context, "db">, fileId: string): Promise<void> {
  await db
    .update(files)
    .set({ size: 0, purgeAt: sql`now() + interval '2 minutes'` })
    .where(and(eq(files.id, fileId), isNull(files.storedAt)));
}
