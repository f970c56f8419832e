import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats } from "@/db/schema";
import { type Context, commit, type OperatorActor, type VisitorActor } from "@/lib/context";
import { noteSight } from "@/lib/operators/note-sight";
import { tellBoards } from "@/lib/operators/tell-boards";
import { notePresence } from "@/lib/presences/note-presence";
import { type Seen, UNSEEN } from "@/lib/presences/seen";
import { PRESENCE_TTL_MS } from "@/lib/routing/rules";
import { noteVisit } from "@/lib/visits/note-visit";
import type { PulseInput } from "../input-schemas";
import { getInboxChat } from "../queries";
import { noteMarks } from "./note-marks";
import { noteTyping } from "./note-typing";

/** What an operator has chosen, in whatever tab, and what missed chats chose for them. */
type PresenceNote = { intent?: "online" | "away" | "offline"; finishing?: boolean; awayByMissesAt?: string | null };

/**
 * Notes what a browser says of itself every few seconds: how far it has got, that an operator can be reached and where they
 * are typing, or on which page a visitor is. Only chats that are the actor's own change.
 * An operator is answered their present choice, so that a second tab follows the first. Who becomes reachable by this
 * pulse is offered what waits.
 * Emits `chat.changed` when a visitor moved to another page, `visitors.changed` for the board of who is where, and
 * `board.changed` when an operator is back.
 */
export async function recordPulse(
  ctx: Context<VisitorActor | OperatorActor>,
  input: PulseInput,
  seen: Seen = UNSEEN,
): Promise<PresenceNote> {
  await noteMarks(ctx, input);
  if (ctx.actor.type === "operator") return recordOperatorPulse(ctx, ctx.actor, input);
  await recordVisitorPulse(ctx, ctx.actor, input);
  await notePage({ ...ctx, actor: ctx.actor }, input, seen);
  return {};
}

type Pulsed = Required<Omit<PresenceNote, "awayByMissesAt">> & { away_at: string | null; is_back: boolean };

async function recordOperatorPulse(
  ctx: Context,
  { operatorId, sessionId }: OperatorActor,
  { typingIn, inSight }: PulseInput,
) {
  const { db } = ctx;
  const [row] = await rows<Pulsed>(
    db,
    sql`with before as (select id, last_pulse_at from operators where id = ${operatorId})
        update operators o set last_pulse_at = now() from before where o.id = before.id
        returning o.intent, o.finishing, o.away_by_misses_at as away_at,
          coalesce(before.last_pulse_at < now() - make_interval(secs => ${PRESENCE_TTL_MS / 1000}), true) as is_back`,
  );
  if (inSight !== undefined) await noteSight(db, sessionId, inSight);
  if (typingIn) await noteTyping(ctx, operatorId, typingIn);
  if (row?.is_back) {
    // A transaction of nothing but the news that somebody is there.
    await commit(ctx, async (tx, emit, touch) => {
      await tellBoards(tx, emit, [operatorId]);
      touch({ operatorId });
    });
  }
  if (!row) return {};
  const { intent, finishing, away_at } = row;
  return { intent, finishing, awayByMissesAt: away_at && new Date(away_at).toISOString() };
}

/** That the visitor is on a page, with a chat or without one. */
async function notePage(ctx: Context<VisitorActor>, input: PulseInput, seen: Seen): Promise<void> {
  const { page, chatIds, key, timeZone, leaving: isLeaving } = input;
  if (!page?.url) return;
  const { url, title = null, referrer = null } = page;
  await notePresence(ctx, { url, title, referrer, chatIds, key, timeZone, isLeaving }, seen);
}

async function recordVisitorPulse(ctx: Context, { visitorId }: VisitorActor, { chatIds, page }: PulseInput) {
  if (chatIds.length === 0) return;
  await ctx.db
    .update(chats)
    .set({ visitorSeenAt: sql`now()` })
    .where(and(inArray(chats.id, chatIds), eq(chats.visitorId, visitorId), ne(chats.status, "closed")));
  const url = page?.url;
  if (!url) return;
  const title = page.title ?? null;
  await commit(ctx, async (tx, emit) => {
    const moved = await tx
      .update(chats)
      .set({ pageUrl: url, pageTitle: title })
      .where(
        and(
          inArray(chats.id, chatIds),
          eq(chats.visitorId, visitorId),
          ne(chats.status, "closed"),
          or(sql`${chats.pageUrl} is distinct from ${url}`, sql`${chats.pageTitle} is distinct from ${title}`),
        ),
      )
      .returning({ id: chats.id, departmentId: chats.departmentId });
    for (const { id, departmentId } of moved) {
      await noteVisit(tx, id, { url, title });
      const data = { chat: await getInboxChat(tx, id) };
      emit({ channel: "department", id: departmentId, name: "chat.changed", data });
    }
  });
}
