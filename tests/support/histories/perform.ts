import { eq, sql } from "drizzle-orm";
import { chats, departments, operators } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { databaseNow } from "@/lib/chats/lock-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { sayOnIt } from "@/lib/chats/operator/say-on-it";
import { recordPulse } from "@/lib/chats/pulse/record-pulse";
import { keepOpen } from "@/lib/chats/visitor/keep-open";
import { leaveContact } from "@/lib/chats/visitor/leave-contact";
import { startChat } from "@/lib/chats/visitor/start-chat";
import { switchDepartment } from "@/lib/chats/visitor/switch-department";
import type { Context, OperatorActor, VisitorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { uuidv7 } from "@/lib/ids";
import { deactivateOperator, reactivateOperator } from "@/lib/operators/deactivate-operator";
import { setPresence } from "@/lib/operators/set-presence";
import { sweep } from "@/lib/routing/sweep";
import { UNLIMITED } from "@/lib/seats/rules";
import { updateOperatorCapacity } from "@/lib/settings/update-operator-capacity";
import { snoozeChat, wakeChat } from "@/lib/snooze/snooze-chat";
import { armTimers } from "@/lib/timeouts/arm-timers";
import { answerOffer } from "@/lib/transfers/answer-offer";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { passTime, passToDeadline } from "./pass-time";
import type { Step, StepKind } from "./plan";
import type { ChatRow, Snapshot } from "./snapshot";
import { CHANNEL_IDS, pick, type World } from "./world";

type Scene = {
  world: World;
  /** As everything stood before this step. */
  before: Snapshot;
  step: Step;
};
/** Awaited, whatever it is; nothing at all where there is nobody to whom it could happen. */
type Act = (scene: Scene) => unknown;

/** Does one step; one that has nobody to happen to does nothing. Refusals are as good as successes here. */
export async function perform(world: World, before: Snapshot, step: Step): Promise<void> {
  try {
    await ACTS[step.do]({ world, before, step });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

const chatWhere = ({ before, step }: Scene, is: (chat: ChatRow) => boolean) => pick(before.chats.filter(is), step.chat);
const active = (scene: Scene) => chatWhere(scene, ({ status }) => status === "active");
const queued = (scene: Scene) => chatWhere(scene, ({ status }) => status === "queued");

const operatorOf = ({ world }: Scene, id: string | null) =>
  world.operators.find(({ actor }) => actor.operatorId === id);
/** Somebody who may sign in. */
function somebody({ world, before }: Scene, at: number): Context<OperatorActor> | undefined {
  const here = before.operators.filter(({ deactivatedAt }) => !deactivatedAt).map(({ id }) => id);
  return pick(
    world.operators.filter(({ actor }) => here.includes(actor.operatorId)),
    at,
  );
}
const actorOf = ({ before, ...scene }: Scene, id: string | null) => {
  const isHere = before.operators.some((one) => one.id === id && !one.deactivatedAt);
  return isHere ? operatorOf({ before, ...scene }, id) : undefined;
};
const visitorOf = ({ world }: Scene, chat: ChatRow): Context<VisitorActor> | undefined =>
  world.visitors.find(({ ctx }) => ctx.actor.visitorId === chat.visitorId)?.ctx;
const departmentOf = ({ world }: Scene, at: number) => pick(world.departments, at);

/** Sends once or, as browsers do when no answer came, twice with the same id; and remembers how it was answered. */
async function send(
  { world, step }: Scene,
  ctx: Context<OperatorActor | VisitorActor>,
  { id }: ChatRow,
  extra: { epoch?: number; reopen?: boolean } = {},
) {
  const input = { clientId: uuidv7(), body: "Hello", ...extra };
  const note = { chatId: id, clientId: input.clientId, isAccepted: false };
  world.sent.push(note);
  await sendMessage(ctx, id, input);
  note.isAccepted = true;
  if (step.how % 4 === 0) await sendMessage(ctx, id, input);
}

const INTENTS = ["online", "online", "away", "offline"] as const;

const ACTS: Record<StepKind, Act> = {
  start: async (scene) => {
    const { world, step } = scene;
    const visitor = pick(world.visitors, step.who);
    const department = departmentOf(scene, step.chat);
    if (!visitor || !department) return;
    const clientId = uuidv7();
    const input = { key: department.key, clientId, name: "Vera", email: null, body: "Hello?", locale: "en" as const };
    // Begun on the web, and distributed only once it is of its channel.
    const { chat } = await startChat({ db: world.db, publish: world.door.publish }, visitor.token, input, "");
    world.sent.push({ chatId: chat.id, clientId, isAccepted: true });
    await world.db.transaction(async (tx) => {
      const channelId = CHANNEL_IDS[step.how % CHANNEL_IDS.length] ?? "";
      const weight = sql`(select weight from channels where id = ${channelId})`;
      const [row] = await tx.update(chats).set({ channelId, weight }).where(eq(chats.id, chat.id)).returning();
      if (row) await armTimers(tx, row);
    });
    await world.door.settle?.([{ departmentId: department.id }]);
  },
  visitorWrites: (scene) => {
    const isClosed = scene.step.who % 3 === 0;
    const chat = chatWhere(scene, ({ status }) => (status === "closed") === isClosed);
    const ctx = chat && visitorOf(scene, chat);
    return ctx && send(scene, ctx, chat, { reopen: scene.step.how % 3 > 0 });
  },
  operatorWrites: (scene) => {
    const chat = chatWhere(scene, ({ status }) => status !== "closed" || scene.step.how === 0);
    const { how, who } = scene.step;
    // Mostly the owner; else anybody, who knows whose the chat is, knew it, or does not.
    const ctx = chat && (how % 3 < 2 ? actorOf(scene, chat.operatorId) : somebody(scene, who));
    const epoch = [chat?.epoch, undefined, (chat?.epoch ?? 1) - 1][who % 3] || undefined;
    return ctx && send(scene, ctx, chat, how % 3 < 2 ? {} : { ...(epoch && { epoch }) });
  },
  claim: (scene) => {
    const chat = chatWhere(scene, ({ status }) => status === "queued" || scene.step.how === 0);
    const ctx = somebody(scene, scene.step.who);
    return chat && ctx && claimChat(ctx, chat.id);
  },
  hold: (scene) => {
    const chat = active(scene);
    const ctx = chat && actorOf(scene, chat.operatorId);
    return ctx && holdChat(ctx, chat.id, chat.heldAt === null);
  },
  snooze: async (scene) => {
    const chat = active(scene);
    const ctx = chat && actorOf(scene, chat.operatorId);
    if (!ctx) return;
    // Short enough that the clock passes it, and at times taken up again by hand.
    if (scene.step.how % 4 === 3) return wakeChat(ctx, chat.id);
    const minutes = pick([1, 3, 60], scene.step.how) ?? 1;
    const now = await databaseNow(scene.world.db);
    return snoozeChat(ctx, chat.id, new Date(now.getTime() + minutes * 60_000));
  },
  close: (scene) => {
    const chat = chatWhere(scene, ({ status }) => status !== "closed");
    const ctx = chat && (actorOf(scene, chat.operatorId) ?? somebody(scene, scene.step.who));
    return ctx && closeChat(ctx, chat.id);
  },
  visitorCloses: (scene) => {
    const chat = chatWhere(scene, ({ status }) => status !== "closed");
    const ctx = chat && visitorOf(scene, chat);
    return ctx && closeChat(ctx, chat.id);
  },
  transfer: (scene) => {
    const chat = chatWhere(scene, ({ status }) => status !== "closed");
    const department = departmentOf(scene, scene.step.how);
    const ctx = chat && (actorOf(scene, chat.operatorId) ?? somebody(scene, scene.step.who));
    return ctx && department && transferChat(ctx, chat.id, { departmentId: department.id, note: "please" });
  },
  offer: (scene) => {
    const chat = active(scene);
    const ctx = chat && actorOf(scene, chat.operatorId);
    const others = scene.world.operators.filter(({ actor }) => actor.operatorId !== chat?.operatorId);
    const receiver = pick(scene.step.how === 0 ? scene.world.operators : others, scene.step.who);
    const department = scene.step.how % 2 ? departmentOf(scene, scene.step.how) : undefined;
    if (!ctx || !receiver) return;
    const { operatorId } = receiver.actor;
    return transferChat(ctx, chat.id, { operatorId, note: "", ...(department && { departmentId: department.id }) });
  },
  answerOffer: (scene) => {
    const chat = chatWhere(scene, ({ offeredOperatorId }) => offeredOperatorId !== null);
    if (!chat) return ACTS.offer(scene);
    const answer = pick(["accept", "accept", "decline", "withdraw"] as const, scene.step.how) ?? "accept";
    const ctx = chat && actorOf(scene, answer === "withdraw" ? chat.operatorId : chat.offeredOperatorId);
    return ctx && answerOffer(ctx, chat.id, { answer });
  },
  choosePresence: (scene) => {
    const ctx = somebody(scene, scene.step.who);
    const intent = pick(INTENTS, scene.step.how);
    return ctx && intent && setPresence(ctx, scene.step.chat % 4 === 0 ? { finishing: true } : { intent });
  },
  loseConnection: ({ world, step, before }) => {
    // Owners of chats first: it is their chats that something happens to.
    const owners = before.chats.flatMap(({ status, operatorId }) => (status === "active" && operatorId) || []);
    const id = pick(owners, step.chat) ?? pick(world.operators, step.who)?.actor.operatorId ?? "";
    return world.db
      .update(operators)
      .set({ lastPulseAt: sql`now() - interval '61 seconds'` })
      .where(eq(operators.id, id));
  },
  pulse: (scene) => {
    const ctx = somebody(scene, scene.step.who);
    const chat = chatWhere(scene, ({ operatorId }) => operatorId === ctx?.actor.operatorId);
    const read = chat ? { [chat.id]: scene.step.how } : {};
    return ctx && recordPulse(ctx, { chatIds: [], read });
  },
  visitorPulse: (scene) => {
    const chat = chatWhere(scene, () => true);
    const ctx = chat && visitorOf(scene, chat);
    return ctx && recordPulse(ctx, { chatIds: [chat.id] });
  },
  sayOnIt: async (scene) => {
    const chat = active(scene);
    const ctx = chat && actorOf(scene, chat.operatorId);
    if (!ctx) return;
    await sayOnIt(ctx, chat.id);
    if (scene.step.how % 2) await sayOnIt(ctx, chat.id);
  },
  type: (scene) => {
    const chat = active(scene);
    const ctx = chat && actorOf(scene, chat.operatorId);
    return ctx && recordPulse(ctx, { chatIds: [], typingIn: chat.id });
  },
  keepOpen: (scene) => {
    const chat = chatWhere(scene, ({ idleWarnedAt }) => idleWarnedAt !== null);
    const ctx = chat && visitorOf(scene, chat);
    return ctx && keepOpen(ctx, chat.id);
  },
  switchDepartment: (scene) => {
    const chat = queued(scene);
    const ctx = chat && visitorOf(scene, chat);
    const department = departmentOf(scene, scene.step.how);
    // With the key of a snippet that lists it, or without one: then it must have been offered.
    const key = scene.step.who % 2 ? { key: department?.key ?? "" } : {};
    return ctx && department && switchDepartment(ctx, chat.id, { departmentId: department.id, ...key });
  },
  leaveContact: (scene) => {
    const chat = queued(scene);
    const ctx = chat && visitorOf(scene, chat);
    return ctx && leaveContact(ctx, chat.id, "vera@example.com");
  },
  setCapacity: ({ world, step }) => {
    const [admin] = world.operators;
    const one = pick(world.operators, step.who)?.actor.operatorId;
    return (
      admin && one && updateOperatorCapacity(admin, one, { maxLoad: step.how % 4, channelTypes: ["web", "telegram"] })
    );
  },
  setHours: ({ world, step }) => {
    const id = pick(world.departments, step.chat)?.id ?? "";
    // Without any period it never opens.
    return world.db
      .update(departments)
      .set({ hours: step.how % 2 ? [] : null })
      .where(eq(departments.id, id));
  },
  deactivate: ({ world, step }) => {
    const [admin, ...others] = world.operators;
    const one = pick(others, step.who)?.actor.operatorId;
    return admin && one && deactivateOperator(admin, one);
  },
  reactivate: ({ world, before }) => {
    const [admin] = world.operators;
    const one = before.operators.find(({ deactivatedAt }) => deactivatedAt)?.id;
    return admin && one && reactivateOperator(admin, one, UNLIMITED);
  },
  pass: ({ world, step }) => passTime(world, pick([0.4, 1.1, 2.2, 5.5], step.how) ?? 1),
  passToDeadline: (scene) =>
    passToDeadline(
      scene.world,
      scene.step.how % 2 ? chatWhere(scene, ({ status }) => status !== "closed")?.id : undefined,
    ),
  sweep: ({ world }) => sweep(world.door),
};
