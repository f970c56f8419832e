import { eq, sql } from "drizzle-orm";
import {
  channels,
  chatEvents,
  chatSettings,
  chats,
  departmentMembers,
  departments,
  legs,
  offlineMessages,
  operators,
  timers,
  WEB_CHANNEL_ID,
} from "@/db/schema";
import type { Database } from "@/db/types";
import type { Context, Door, OperatorActor, VisitorActor } from "@/lib/context";
import { randomToken } from "@/lib/ids";
import type { RealtimeEvent } from "@/lib/realtime/events";
import { settle } from "@/lib/routing/settle";
import { ensureVisitor } from "@/lib/visitors/token";
import { DEPARTMENTS, OPERATORS, type Plan } from "./plan";

const VISITORS = 4;
const TELEGRAM_CHANNEL_ID = "00000000-0000-4000-8000-000000000002";
/** In the order of `CHANNELS`. */
export const CHANNEL_IDS = [WEB_CHANNEL_ID, TELEGRAM_CHANNEL_ID];
const ROLES = ["admin", "supervisor", "operator", "operator"] as const;

/** Ids are numbered, so that the last step of the choice, the lowest id, is the same in every run of a history. */
const numbered = (kind: number, index: number) => `00000000-0000-4000-800${kind}-00000000000${index}`;

type Department = { id: string; name: string; key: string };
type Visitor = { token: string; ctx: Context<VisitorActor> };

/** A message that somebody sent, with what they were answered. */
export type Sent = { chatId: string; clientId: string; isAccepted: boolean };

/**
 * A company with shared operators on a database of its own, in which histories happen one after the other. Commands are
 * given the same doors as in the product: each change is followed by a distribution.
 */
export class World {
  /** By which the clock was moved forward since the history began. */
  minutes = 0;
  readonly sent: Sent[] = [];

  private constructor(
    readonly db: Database,
    readonly door: Door,
    readonly departments: readonly Department[],
    readonly operators: readonly Context<OperatorActor>[],
    readonly visitors: readonly Visitor[],
    /** What everybody has heard since the last look. */
    readonly published: RealtimeEvent[],
  ) {}

  static async open(db: Database): Promise<World> {
    const published: RealtimeEvent[] = [];
    const publish = async (events: RealtimeEvent[]) => void published.push(...events);
    const door: Door = { db, publish, settle: (changes) => settle({ db, publish }, changes, { defer: false }) };
    await db.insert(channels).values({ id: TELEGRAM_CHANNEL_ID, type: "telegram", name: "Bot" });
    const teams = Array.from({ length: DEPARTMENTS }, (_, i) => ({
      id: numbered(1, i),
      name: `Department ${i}`,
      key: randomToken(16),
    }));
    await db.insert(departments).values(teams);
    const actors = Array.from({ length: OPERATORS }, (_, i): OperatorActor => {
      const role = ROLES[i] ?? "operator";
      return { type: "operator", operatorId: numbered(2, i), role, name: `Operator ${i}`, sessionId: numbered(3, i) };
    });
    await db.insert(operators).values(
      actors.map(({ operatorId: id, role, name }, i) => ({
        ...{ id, role, name, email: `operator-${i}@example.com`, passwordHash: "none" },
      })),
    );
    const visitors: Visitor[] = [];
    for (let i = 0; i < VISITORS; i++) {
      const token = randomToken(32);
      const { visitorId } = await ensureVisitor(db, token, "en");
      visitors.push({ token, ctx: { ...door, actor: { type: "visitor", visitorId } } });
    }
    const contexts = actors.map((actor) => ({ ...door, actor }));
    return new World(db, door, teams, contexts, visitors, published);
  }

  /** Forgets all chats and sets everything up as a plan says; everybody is reachable. */
  async begin(plan: Plan): Promise<void> {
    this.minutes = 0;
    this.sent.length = 0;
    this.published.length = 0;
    const { db } = this;
    await this.#forgetChats();
    await db.update(chatSettings).set({ missesUntilAway: plan.missesUntilAway });
    for (const [i, weight] of plan.weights.entries()) {
      await db
        .update(channels)
        .set({ weight })
        .where(eq(channels.id, CHANNEL_IDS[i] ?? ""));
    }
    for (const [i, values] of plan.departments.entries()) {
      // A chain without a circle: each overflows to the next one.
      const overflowDepartmentId = this.departments[i + 1]?.id ?? null;
      await db
        .update(departments)
        .set({ ...values, overflowDepartmentId, hours: null })
        .where(eq(departments.id, this.departments[i]?.id ?? ""));
    }
    await db.delete(departmentMembers);
    const members = plan.operators.flatMap(({ lines }, o) =>
      lines.flatMap((line, d) => (line > 0 ? [{ line, ...this.#pair(d, o) }] : [])),
    );
    if (members.length > 0) await db.insert(departmentMembers).values(members);
    for (const [i, { maxLoad, channelTypes, intent }] of plan.operators.entries()) {
      const anew = { finishing: false, misses: 0, awayByMissesAt: null, deactivatedAt: null };
      const never = { lastAssignedAt: null, lastClosedAt: null };
      await db
        .update(operators)
        .set({ maxLoad, channelTypes, intent, ...anew, ...never, lastPulseAt: sql`now()` })
        .where(eq(operators.id, this.operators[i]?.actor.operatorId ?? ""));
    }
  }

  /** Ended legs are frozen for everybody else. Faster than `truncate`, which makes new files. */
  async #forgetChats(): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.execute(sql`alter table legs disable trigger legs_frozen`);
      for (const table of [timers, legs, chatEvents, offlineMessages, chats]) await tx.delete(table);
      await tx.execute(sql`alter table legs enable trigger legs_frozen`);
    });
  }

  #pair(department: number, operator: number) {
    const departmentId = this.departments[department]?.id ?? "";
    return { departmentId, operatorId: this.operators[operator]?.actor.operatorId ?? "" };
  }
}

/** The one at a number, counted round; undefined when there is none. */
export const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
