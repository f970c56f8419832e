import { and, eq, sql } from "drizzle-orm";
import { channelContacts, channelUpdates } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { commit, type Emit, type Touch } from "@/lib/context";
import { isDomainError } from "@/lib/errors";
import { nameOf, type Scene } from "./begin-chat";
import { deleteBytes } from "./came-along";
import type { Action, Incoming } from "./channel";
import { isContact, lockContact } from "./contacts";
import type { ChannelDoor } from "./door";
import { type Handled, noticeReply, refusalReply } from "./handle-update";
import type { ChannelRow } from "./open-channel";
import { LATE_AFTER_SECONDS } from "./rules";
import { enterThread } from "./threads";

export type Update = typeof channelUpdates.$inferSelect & { incoming: Incoming };

/**
 * Runs `work` for an update under the lock of its writer. Null, and nothing is done, where somebody else has done it
 * meanwhile.
 */
export async function withScene<T>(
  door: ChannelDoor,
  channel: ChannelRow,
  update: Update,
  work: (scene: Scene) => Promise<T>,
): Promise<T | null> {
  return commit(door, async (tx, emit, touch) => {
    const { from, mail, what } = update.incoming;
    const isOfThread = mail !== undefined || what.type === "bounced";
    const contact = await lockContact(tx, update.channelId, from, { isThread: isOfThread });
    if (!(await isStillOpen(tx, update))) return null;
    const thread = mail && (await enterThread(tx, contact, mail));
    return work({ out: { tx, emit, touch }, door: insideOf(tx, emit, touch), channel, contact, thread });
  });
}

/** For commands within a transaction: theirs is a savepoint of it, and what they tell is told after the commit of all. */
const insideOf = (tx: Transaction, emit: Emit, touch: Touch): Scene["door"] => ({
  db: tx,
  publish: async (events) => {
    for (const event of events) emit(event);
  },
  settle: async (changes) => {
    for (const change of changes) touch(change);
  },
});

/** Does an update, and notes that it is done, with what is said in return: all or nothing. */
export async function doUpdate(
  door: ChannelDoor,
  channel: ChannelRow,
  update: Update,
  work: (scene: Scene) => Promise<Handled>,
): Promise<void> {
  await withScene(door, channel, update, async (scene) =>
    finish(scene, update, await inWords(scene, () => work(scene))),
  );
}

/**
 * A refusal is what somebody is told; anything else is a failure of ours. A mail is told nothing: of who is blocked nothing is
 * taken, and everything else is tried again for as long as it takes.
 */
export async function inWords<T>(
  { out, contact, thread }: Scene,
  work: () => Promise<T | Handled>,
): Promise<T | Handled> {
  try {
    return await work();
  } catch (error) {
    if (!isDomainError(error) || (thread && error.code !== "forbidden")) throw error;
    if (thread) return { reply: [] };
    return { reply: refusalReply(error, contact.locale, await nameOf(out.tx, contact.departmentId)) };
  }
}

export async function finish(scene: Scene, update: Update, { reply, waits = false }: Handled): Promise<void> {
  const { tx } = scene.out;
  const isAsked = waits && (await hasWaiting(tx, update));
  if (!waits) await deleteBytes(tx, update);
  const told = [...(await lateReply(scene, update)), ...(isAsked ? [] : reply)];
  await tx
    .update(channelUpdates)
    .set({
      waits,
      ...(!waits && { doneAt: sql`now()`, incoming: null }),
      reply: told.length > 0 ? told : null,
      dueAt: sql`now()`,
      attempts: 0,
    })
    .where(eq(channelUpdates.id, update.id));
}

async function isStillOpen(tx: Transaction, { id }: Update): Promise<boolean> {
  const [row] = await tx
    .select({ doneAt: channelUpdates.doneAt, waits: channelUpdates.waits })
    .from(channelUpdates)
    .where(eq(channelUpdates.id, id))
    .for("update");
  return row !== undefined && row.doneAt === null && !row.waits;
}

/** Who has been asked already is not asked again for everything else that they send before they choose. */
const hasWaiting = async (tx: Transaction, { channelId, externalId }: Update): Promise<boolean> =>
  (await tx.$count(
    channelUpdates,
    and(
      eq(channelUpdates.channelId, channelId),
      eq(channelUpdates.externalId, externalId),
      eq(channelUpdates.waits, true),
    ),
  )) > 0;

/** What came long after it was written was held up: its writer is told so, once for each time that this has happened. */
async function lateReply(scene: Scene, { incoming, receivedAt }: Update): Promise<Action[]> {
  const { type } = incoming.what;
  const sentAt = incoming.sentAt === null ? null : new Date(incoming.sentAt);
  if (sentAt === null || (type !== "text" && type !== "file")) return [];
  if (receivedAt.getTime() - sentAt.getTime() < LATE_AFTER_SECONDS * 1000) return [];
  return tellNotice(scene, sentAt);
}

/** Says the set text, unless the writer was told it after `since`. */
export async function tellNotice(scene: Scene, since: Date): Promise<Action[]> {
  const { contact, out } = scene;
  if (contact.noticedAt !== null && contact.noticedAt >= since) return [];
  await out.tx.update(channelContacts).set({ noticedAt: sql`now()` }).where(isContact(contact));
  return noticeReply(scene);
}
