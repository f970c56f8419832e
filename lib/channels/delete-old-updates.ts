import { and, eq, isNotNull, lt, or, sql } from "drizzle-orm";
import { channelUpdates, mailTokens } from "@/db/schema";
import type { Database } from "@/db/types";
import { deleteOldBytes } from "./came-along";
import { UPDATES_KEPT_DAYS } from "./rules";

/** Forgets what services told us long ago: by then nobody repeats it, and nobody chooses where it goes. */
export async function deleteOldUpdates(db: Database): Promise<number> {
  const deleted = await db
    .delete(channelUpdates)
    .where(
      and(
        lt(channelUpdates.receivedAt, sql`now() - make_interval(days => ${UPDATES_KEPT_DAYS})`),
        or(isNotNull(channelUpdates.doneAt), eq(channelUpdates.waits, true)),
      ),
    )
    .returning({ id: channelUpdates.id });
  await deleteOldBytes(db, UPDATES_KEPT_DAYS);
  await deleteOldTokens(db);
  return deleted.length;
}

/** Longer than any service takes a refresh token that nobody has used; a mailbox that is read renews its token each hour. */
const TOKENS_KEPT_DAYS = 200;

const deleteOldTokens = (db: Database) =>
  db
    .delete(mailTokens)
    .where(
      sql`coalesce(${mailTokens.expiresAt}, ${mailTokens.createdAt}) < now() - make_interval(days => ${TOKENS_KEPT_DAYS})`,
    );
