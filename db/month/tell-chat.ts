import type { chatEvents, chats, legs } from "@/db/schema";
import type { Random } from "@/lib/random";
import type { Desk, Worker } from "./desk";
import { TALKS, VISITORS } from "./words";

export type Place = { id: string; name: string; members: readonly Worker[] };
type Row<T extends { $inferInsert: object }> = T["$inferInsert"];
export type ToldChat = {
  chat: Row<typeof chats> & { id: string; createdAt: Date };
  legs: Row<typeof legs>[];
  events: Row<typeof chatEvents>[];
  endsAt: Date;
};
type NewEvent = Omit<Row<typeof chatEvents>, "chatId" | "seq" | "pubSeq" | "createdAt">;

/** Shares of chats, and of ratings from 1 to 5, as they are on an ordinary month. */
const MISSED = 0.05;
const TRANSFERRED = 0.09;
const RATED = 0.38;
const RATINGS = [4, 3, 8, 27, 58];
/** Everybody waits so long; from then on visitors go one after the other. */
const PATIENCE_SECONDS = { least: 45, mean: 400 };
/** Between a chat that has come and its operator's list. */
const SETTLING_SECONDS = 0.4;
/** Somebody who has not reacted for so long loses the chat. */
const REASSIGN_SECONDS = 180;

type Office = { random: Random; places: readonly Place[]; desk: Desk };

/**
 * One chat from its first word to its end, with its timeline and legs. Chats are told in the order in which they begin: each
 * waits for what the ones before have left free. `rush` is how busy the hour is, 1 at most.
 */
export function tellChat({ random, places, desk }: Office, at: Date, rush: number): ToldChat {
  const id = random.uuid();
  const visitorId = random.uuid();
  let now = at.getTime();
  const later = (seconds: number) => {
    now += Math.round(seconds * 1000);
    return new Date(now);
  };
  const told: Pick<ToldChat, "legs" | "events"> = { legs: [], events: [] };
  const note = (event: NewEvent) => {
    const seq = told.events.length + 1;
    told.events.push({ ...event, chatId: id, seq, pubSeq: seq, createdAt: new Date(now) });
    return seq;
  };
  const system = (kind: NewEvent["kind"], data: Record<string, string>) => note({ kind, senderType: "system", data });
  const ownership = (kind: "assigned" | "reassigned", { id: operatorId, name: operatorName }: Worker) =>
    system(kind, { operatorName, operatorId });
  const beginLeg = (fromSeq: number) => {
    const leg: Row<typeof legs> = { chatId: id, departmentId: place.id, queuedAt: new Date(now), fromSeq };
    told.legs.push(leg);
    return leg;
  };
  const endLeg = (leg: Row<typeof legs>, reason: Row<typeof legs>["reason"], toSeq: number) =>
    Object.assign(leg, { reason, toSeq, releasedAt: new Date(now) });

  let place = random.pick(places);
  const [question, answer] = random.pick(TALKS);
  system("started", { departmentName: place.name });
  const asked = note({ kind: "message", senderType: "visitor", senderId: visitorId, body: question });
  let leg = beginLeg(1);
  const free = desk.next(place.members, now);
  const wait = (free.at - now) / 1000 + random.exponential(SETTLING_SECONDS);
  if (wait > 25) leg.promisedSeconds = Math.max(30, Math.round((wait * random.between(0.6, 1.7)) / 30) * 30);
  const patience = PATIENCE_SECONDS.least + random.exponential(PATIENCE_SECONDS.mean);
  later(Math.min(wait, patience));
  if (patience < wait) {
    leg.leftAtPlace = 1 + Math.floor(random.exponential(2 * rush));
    return end("visitor", "left");
  }

  let owner = free.worker;
  take("assigned");
  const others = place.members.filter(({ id: one }) => one !== owner.id);
  if (random.chance(MISSED * (0.5 + rush)) && others.length > 0) {
    const other = desk.next(others, now + REASSIGN_SECONDS * 1000);
    // With nobody else it stays where it is.
    if (other.at === now + REASSIGN_SECONDS * 1000) {
      later(REASSIGN_SECONDS);
      hand("reassigned", other.worker, "missed");
    }
  }
  if (random.chance(TRANSFERRED) && places.length > 1) {
    later(random.chance(0.3) ? random.between(20, 110) : random.between(150, 500));
    const target = random.pick(places.filter((one) => one.id !== place.id));
    const seq = system("transferred", { departmentName: target.name, fromName: owner.name, fromId: owner.id });
    endLeg(leg, "transferred", seq);
    place = target;
    leg = beginLeg(seq);
    const next = desk.next(place.members, now);
    desk.take(owner, now);
    later((next.at - now) / 1000 + random.exponential(SETTLING_SECONDS));
    owner = next.worker;
    take("assigned");
  }
  leg.firstReplyAt = later(random.logNormal(35, 0.7));
  note({ kind: "message", senderType: "operator", senderId: owner.id, body: answer });
  later(random.logNormal(40, 0.8));
  note({ kind: "message", senderType: "visitor", senderId: visitorId, body: "Thank you!" });
  later(random.logNormal(60, 0.8));
  note({ kind: "message", senderType: "operator", senderId: owner.id, body: "You are welcome." });
  const isIdle = random.chance(0.18);
  later(isIdle ? 15 * 60 : random.logNormal(150, 0.9));
  return isIdle ? end("idle", "idle") : end(random.chance(0.6) ? "operator" : "visitor", "closed");

  function take(kind: "assigned" | "reassigned") {
    Object.assign(leg, { operatorId: owner.id, assignedAt: new Date(now), fromSeq: ownership(kind, owner) });
  }

  function hand(kind: "reassigned", to: Worker, reason: "missed") {
    desk.take(owner, now);
    endLeg(leg, reason, told.events.length + 1);
    owner = to;
    leg = beginLeg(told.events.length + 1);
    take(kind);
  }

  function end(closeReason: "operator" | "visitor" | "idle", reason: "left" | "closed" | "idle"): ToldChat {
    const seq = system("closed", { reason: closeReason });
    endLeg(leg, reason, seq + 1);
    const closedAt = new Date(now);
    if (leg.operatorId) desk.take(owner, now);
    const isRated = reason !== "left" && random.chance(RATED);
    const rating = random.weighted(RATINGS) + 1;
    if (isRated) {
      later(random.between(5, 60));
      system("rated", { score: String(rating) });
    }
    const texts = told.events.filter(({ kind }) => kind === "message");
    const newest = texts.at(-1);
    const visitorSeq = texts.filter(({ senderType }) => senderType === "visitor").at(-1)?.seq ?? asked;
    return {
      ...told,
      endsAt: new Date(now),
      chat: {
        id,
        visitorId,
        startClientId: random.uuid(),
        departmentId: place.id,
        operatorId: leg.operatorId ?? null,
        status: "closed",
        closeReason,
        closedAt,
        createdAt: at,
        queuedSince: at,
        idleSince: closedAt,
        visitorSeenAt: closedAt,
        assignedAt: leg.assignedAt ?? null,
        epoch: told.legs.length + (leg.operatorId ? 1 : 0),
        lastSeq: told.events.length,
        lastPubSeq: told.events.length,
        lastVisitorSeq: visitorSeq,
        operatorReadSeq: told.events.length,
        lastMessageAt: newest?.createdAt ?? null,
        lastMessageBy: newest?.senderType === "operator" ? "operator" : "visitor",
        lastMessagePreview: newest?.body ?? "",
        visitorName: random.pick(VISITORS),
        ...(isRated && { rating, ratedAt: new Date(now) }),
      },
    };
  }
}
