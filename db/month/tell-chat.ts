import type { chatEvents, chats, legs } from "@/db/schema";
import type { Random } from "@/lib/random";
import { TALKS, VISITORS } from "./words";

export type Person = { id: string; name: string };
export type Place = Person & { members: readonly Person[] };
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
/** Whoever waits longer than this goes half of the time. */
const PATIENCE_SECONDS = 200;

/**
 * One chat from its first word to its end, with its timeline and legs. `rush` is how busy the hour is, 1 at most: visitors
 * wait longer, and more of them leave.
 */
export function tellChat(random: Random, places: readonly Place[], at: Date, rush: number): ToldChat {
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
  const ownership = (kind: "assigned" | "reassigned", { id: operatorId, name: operatorName }: Person) =>
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
  const wait = random.exponential(12 + 110 * rush * rush);
  if (wait > 25) leg.promisedSeconds = Math.max(30, Math.round((wait * random.between(0.6, 1.7)) / 30) * 30);
  const leaves = wait > PATIENCE_SECONDS && random.chance(0.5);
  later(leaves ? random.between(60, wait) : wait);
  if (leaves) {
    leg.leftAtPlace = 1 + Math.floor(random.exponential(2 * rush));
    return end("visitor", "left");
  }

  let owner = random.pick(place.members);
  take("assigned");
  if (random.chance(MISSED * (0.5 + rush)) && place.members.length > 1) {
    later(180);
    const other = random.pick(place.members.filter(({ id: one }) => one !== owner.id));
    hand("reassigned", other, "missed");
  }
  if (random.chance(TRANSFERRED) && places.length > 1) {
    later(random.chance(0.3) ? random.between(20, 110) : random.between(150, 500));
    const target = random.pick(places.filter((one) => one.id !== place.id));
    const seq = system("transferred", { departmentName: target.name, fromName: owner.name, fromId: owner.id });
    endLeg(leg, "transferred", seq);
    place = target;
    leg = beginLeg(seq);
    later(random.exponential(30));
    owner = random.pick(place.members);
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

  function hand(kind: "reassigned", to: Person, reason: "missed") {
    endLeg(leg, reason, told.events.length + 1);
    owner = to;
    leg = beginLeg(told.events.length + 1);
    take(kind);
  }

  function end(closeReason: "operator" | "visitor" | "idle", reason: "left" | "closed" | "idle"): ToldChat {
    const seq = system("closed", { reason: closeReason });
    endLeg(leg, reason, seq + 1);
    const closedAt = new Date(now);
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
