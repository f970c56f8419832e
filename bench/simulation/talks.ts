import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { answerOffer } from "@/lib/transfers/answer-offer";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { MINUTE, type SimDepartment } from "./company";
import type { SimChat, SimPerson, VisitorPlan, World } from "./world";

const SECOND = 1_000;
/** Shares of chats. */
const NOT_REACTING = 0.03;
const TRANSFERRED = 0.04;
const HELD = 0.03;
const EXCHANGED = 0.4;
const ENDED = { byOperator: 0.86, byVisitor: 0.07 };
const REOPENED = 0.02;

type Owned = { chat: SimChat; plan: VisitorPlan; epoch: number; person: SimPerson; begunAt: number };

/** Hears of a chat: a new owner begins to work on it, somebody to whom it is offered makes up their mind. */
export function follow(world: World, chat: SimChat, departments: readonly SimDepartment[]): void {
  if (chat.offeredId && chat.consideredBy !== chat.offeredId) considerOffer(world, chat, chat.offeredId);
  const { plan, epoch, ownerId } = chat;
  if (chat.status !== "active" || !plan || !ownerId || chat.isPlannedForEpoch >= epoch) return;
  const person = world.people.get(ownerId);
  if (!person) return;
  chat.isPlannedForEpoch = epoch;
  const { random } = plan;
  const delay = random.chance(NOT_REACTING)
    ? random.between(5, 9) * MINUTE
    : Math.min(150, Math.max(3, random.logNormal(25, 0.7))) * SECOND;
  const owned = { chat, plan, epoch, person, begunAt: world.now };
  world.plan(world.now + delay, () => atDesk(world, owned, () => firstReply(world, owned, departments)));
}

const isStillOwned = ({ chat, epoch }: Owned) => chat.status === "active" && chat.epoch === epoch;

/** Runs `act` if the chat is still theirs; when nobody is at the desk, once they are back. */
async function atDesk(world: World, owned: Owned, act: () => Promise<unknown>): Promise<void> {
  if (!isStillOwned(owned)) return;
  if (owned.person.isThere) await act();
  else if (Number.isFinite(owned.person.backAt)) {
    world.plan(owned.person.backAt + 20 * SECOND, () => atDesk(world, owned, act));
  }
}

const say = (world: World, { chat, person, epoch, plan }: Owned) =>
  world.attempt(() =>
    sendMessage(person.context, chat.id, { clientId: plan.random.uuid(), body: "Let me look into it.", epoch }),
  );

async function firstReply(world: World, owned: Owned, departments: readonly SimDepartment[]): Promise<void> {
  const { plan, chat, begunAt } = owned;
  const { random } = plan;
  if (!(await say(world, owned))) return;
  const endAt = chat.isSilent ? world.now + 4 * MINUTE : Math.max(world.now + 20 * SECOND, begunAt + plan.handlingMs);
  const within = (share: number) => world.now + (endAt - world.now) * share;
  if (!chat.wasTransferred && random.chance(TRANSFERRED)) {
    chat.wasTransferred = true;
    world.plan(within(0.3), () => atDesk(world, owned, () => transfer(world, owned, departments)));
    // If nobody takes it, they go on with it.
  }
  if (!chat.isSilent && random.chance(EXCHANGED)) {
    world.plan(within(0.4), () => ask(world, owned));
    world.plan(within(0.4) + random.between(15, 90) * SECOND, () => atDesk(world, owned, () => say(world, owned)));
  }
  const heldMs = random.chance(HELD) ? random.between(5, 15) * MINUTE : 0;
  if (heldMs > 0) {
    const { context } = owned.person;
    world.plan(within(0.6), () => atDesk(world, owned, () => world.attempt(() => holdChat(context, chat.id, true))));
    world.plan(within(0.6) + heldMs, () =>
      atDesk(world, owned, () => world.attempt(() => holdChat(context, chat.id, false))),
    );
  }
  world.plan(endAt + heldMs, () => atDesk(world, owned, () => finish(world, owned)));
}

async function ask(world: World, { chat, plan }: Owned): Promise<void> {
  const { visitor } = chat;
  if (!visitor || chat.status !== "active") return;
  await world.attempt(() => sendMessage(visitor, chat.id, { clientId: plan.random.uuid(), body: "And now?" }));
}

/** Operators forget, and visitors do not come back: then the chat ends by itself. */
async function finish(world: World, { chat, plan, person }: Owned): Promise<void> {
  const { visitor } = chat;
  const end = plan.random.next();
  if (end < ENDED.byOperator || chat.isSilent) await world.attempt(() => closeChat(person.context, chat.id));
  else if (end < ENDED.byOperator + ENDED.byVisitor && visitor) await world.attempt(() => closeChat(visitor, chat.id));
  if (!visitor || !plan.random.chance(REOPENED)) return;
  world.plan(world.now + plan.random.between(5, 50) * MINUTE, async () => {
    if (chat.status !== "closed") return;
    const message = { clientId: plan.random.uuid(), body: "One more thing.", reopen: true };
    await world.attempt(() => sendMessage(visitor, chat.id, message));
  });
}

async function transfer(world: World, { chat, plan, person }: Owned, departments: readonly SimDepartment[]) {
  const { random } = plan;
  const note = "Please take over.";
  if (random.chance(0.5)) {
    const { id } = random.pick(departments);
    await world.attempt(() => transferChat(person.context, chat.id, { departmentId: id, note }));
    return;
  }
  const others = [...world.people.values()].filter((one) => one.isThere && one !== person);
  if (others.length === 0) return;
  const { operatorId } = random.pick(others).actor;
  await world.attempt(() => transferChat(person.context, chat.id, { operatorId, note }));
}

/** Most accept, some decline, some do not even look. */
function considerOffer(world: World, chat: SimChat, operatorId: string): void {
  const person = world.people.get(operatorId);
  const { plan } = chat;
  if (!person || !plan) return;
  chat.consideredBy = operatorId;
  const answer = ["accept", "decline", null][plan.random.weighted([80, 12, 8])];
  if (answer !== "accept" && answer !== "decline") return;
  world.plan(world.now + plan.random.between(10, 60) * SECOND, async () => {
    if (person.isThere) await world.attempt(() => answerOffer(person.context, chat.id, { answer }));
  });
}
