import { eq, sql } from "drizzle-orm";
import { channels } from "@/db/schema";
import type { Db } from "@/db/types";
import { log } from "@/lib/log";
import { type ChannelKind, isChannelError } from "./channel";
import type { ChannelDoor } from "./door";
import { ADDABLE_TYPES, type AddableType, type ChannelFailure, retryAfterSeconds } from "./rules";
import { openToken } from "./secrets";

export type ChannelRow = typeof channels.$inferSelect;
/** A channel that can be used: its service, and what opens it. */
export type OpenChannel = { row: ChannelRow; kind: ChannelKind; token: string };

export const isAddable = (type: string): type is AddableType => ADDABLE_TYPES.some((known) => known === type);

/** Whether a channel may be used now, as a condition on `ch`: it is on, has a token, and no failure asks to wait. */
export const CHANNEL_IS_READY = sql`(ch.active and ch.token_encrypted is not null and (ch.retry_at is null or ch.retry_at <= now()))`;

/** Null where its token cannot be opened, which is noted as its failure. */
export async function openChannel(door: ChannelDoor, channelId: string): Promise<OpenChannel | null> {
  const [row] = await door.db.select().from(channels).where(eq(channels.id, channelId));
  if (!row?.tokenEncrypted || !isAddable(row.type)) return null;
  const token = openToken(row.tokenEncrypted, door.authSecret);
  if (token !== null) return { row, kind: door.kinds[row.type], token };
  await noteFailure(door.db, row, "secret");
  return null;
}

/**
 * Notes what is wrong with the channel itself, and when it is tried again. What concerns one person or one message is none
 * of its failures.
 */
export async function noteChannelError(db: Db, { id }: Pick<ChannelRow, "id">, error: unknown): Promise<void> {
  if (!isChannelError(error)) return;
  if (error.kind === "token") await noteFailure(db, { id }, "token", error.message);
  if (error.kind === "unreachable") await noteFailure(db, { id }, "unreachable", error.message);
}

async function noteFailure(db: Db, { id }: Pick<ChannelRow, "id">, failure: ChannelFailure, reason = "") {
  const [noted] = await db
    .update(channels)
    .set({
      failure,
      failedAt: sql`case when ${channels.failure} = ${failure} then ${channels.failedAt} else now() end`,
      attempts: sql`least(${channels.attempts} + 1, 1000)`,
    })
    .where(eq(channels.id, id))
    .returning({ attempts: channels.attempts });
  if (!noted) return;
  const pause = retryAfterSeconds(noted.attempts);
  await db
    .update(channels)
    .set({ retryAt: sql`now() + make_interval(secs => ${pause})` })
    .where(eq(channels.id, id));
  log.warn({ channelId: id, failure, reason, retryInSeconds: pause }, "a channel does not work");
}

const WORKS = { failure: null, failedAt: null, attempts: 0, retryAt: null } as const;

/** Its service has answered; `what` has happened. */
export const noteWorks = (db: Db, channelId: string, what: "sent" | "received" | "asked") =>
  db
    .update(channels)
    .set({
      ...WORKS,
      ...(what === "sent" && { lastSentAt: sql`now()` }),
      ...(what === "received" && { lastReceivedAt: sql`now()` }),
    })
    .where(eq(channels.id, channelId));
