import { ageChatSql } from "@/tests/support/age-chat-sql.mjs";
import { pause } from "../clients/http";
import type { Operator } from "../clients/operator";
import type { World } from "../world";
import type { Scenario, Stage } from "./scenario";

const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(Math.random() * values.length)];

/** Some operator with some chat of theirs. */
function pickDesk({ operators }: World): { operator: Operator; chatId: string } | null {
  const desks = operators.flatMap((operator) => operator.mine().map(({ id }) => ({ operator, chatId: id })));
  return pick(desks) ?? null;
}

const RACES_MS = 60_000;
/** Between two races of one kind: people also write meanwhile, and a race is dearer than fifty texts. */
const REST_MS = 200;
/** A round has that many at most, and then its sends in peace: a hundred took four times as long as the texts. */
const RACES_MAX = 40;

/** Repeats until the round has its sends or its races; answers how often it came about. */
async function again({ acks, quota }: Stage, race: () => Promise<boolean>): Promise<number> {
  let hits = 0;
  let isEnough = false;
  void acks(quota).then(() => {
    isEnough = true;
  });
  const deadline = performance.now() + RACES_MS;
  const races = async () => {
    while ((!isEnough || hits === 0) && hits < RACES_MAX && performance.now() < deadline) {
      if (await race()) hits++;
      await pause(REST_MS);
    }
  };
  await Promise.all([races(), races(), races()]);
  return hits;
}

/** A waiting chat is accepted by all operators at the same moment: one gets it, the others are told. */
export const acceptTogether: Scenario = {
  name: "operators accept at once",
  world: "embedded",
  async strike(world, stage) {
    const problems: string[] = [];
    const hits = await again(stage, async () => {
      const desk = pickDesk(world);
      if (!desk) return false;
      const { operator, chatId } = desk;
      const { manual, automatic } = world.seeded;
      const isThere = operator.mine().some(({ id, department }) => id === chatId && department.id === manual.id);
      // From there it could not be sent there: it goes round by the other department first.
      if (isThere) await operator.act(chatId, "transfer", { departmentId: automatic.id });
      const sent = await operator.act(chatId, "transfer", { departmentId: manual.id });
      if (!sent.ok) return false;
      const answers = await Promise.all(world.operators.map((one) => one.act(chatId, "claim")));
      const owners = new Set(answers.flatMap((answer) => (answer.ok ? (answer.data.chat?.owner?.id ?? []) : [])));
      const winners = answers.filter(({ ok }) => ok).length;
      const epochs = new Set(answers.flatMap((answer) => (answer.ok ? (answer.data.chat?.epoch ?? []) : [])));
      if (winners > 1 && epochs.size === 1)
        problems.push(`broken: ${winners} operators got ${chatId}: ${[...owners].join(", ")}`);
      return winners === 1;
    });
    return { hits, problems };
  },
};

/** Visitor and operator write at the moment at which the chat is closed, handed on, or taken away. */
export const messageAgainst: Scenario = {
  name: "message against close, transfer, reassignment",
  world: "embedded",
  strike: (world, stage) =>
    again(stage, async () => {
      const desk = pickDesk(world);
      if (!desk) return false;
      const { operator, chatId } = desk;
      const { manual, automatic } = world.seeded;
      const colleague = pick(world.seeded.operators.filter(({ id }) => id !== operator.inbox?.operator.id));
      const changes = [
        () => operator.act(chatId, "closure"),
        () => operator.act(chatId, "transfer", { departmentId: pick([manual, automatic])?.id }),
        () => operator.act(chatId, "transfer", { operatorId: colleague?.id }),
        () => makeLate(world, [chatId]).then(() => fireCron(world, "fire-due-timers")),
        () => world.visitors.find((visitor) => visitor.chatId === chatId)?.close(),
      ];
      const visitor = world.visitors.find((one) => one.chatId === chatId);
      visitor?.write();
      operator.write(chatId);
      await pick(changes)?.();
      return true;
    }),
};

/** Past every deadline of a chat whose visitor waits (3 min), by more than ten minutes. */
const LATE_MINUTES = 14;
const JOBS = ["fire-due-timers", "distribute-waiting-chats"];

export async function makeLate({ store }: World, chatIds: readonly string[]): Promise<void> {
  for (const id of chatIds) {
    await store.runSql(`do $$ begin ${ageChatSql(id, LATE_MINUTES).join("; ")}; end $$`);
  }
}

const fireCron = ({ instances, cronSecret }: World, job: string) =>
  fetch(`${pick(instances)?.origin}/api/cron/${job}`, { headers: { authorization: `Bearer ${cronSecret}` } })
    .then((response) => response.text())
    .catch(() => "");

const TIMED = "('reassigned', 'requeued', 'idle_warning', 'alerted', 'closed')";

/** Nobody answers; the clock has run for ten minutes too long; then every job is called several times at once. */
export const cron: Scenario = {
  name: "cron at once and late",
  world: "embedded",
  async strike(world, { life }) {
    const problems: string[] = [];
    let hits = 0;
    for (let turn = 0; turn < 3; turn++) {
      life.rest(true);
      await pause(700);
      const ids = world.visitors.flatMap(({ chatId }) => chatId ?? []);
      const before = await countTimed(world, ids);
      await makeLate(world, ids);
      await Promise.all([...JOBS, ...JOBS, ...JOBS].map((job) => fireCron(world, job)));
      const after = await countTimed(world, ids);
      for (const [key, count] of after) {
        const more = count - (before.get(key) ?? 0);
        hits += more;
        if (more > 1 && key.endsWith("reassigned")) problems.push(`doubled: one deadline, ${more} times ${key}`);
      }
      life.rest(false);
      await pause(500);
    }
    return { hits, problems };
  },
};

/** By chat and kind, how often time has changed something in these chats. */
export async function countTimed({ store }: World, ids: readonly string[]): Promise<Map<string, number>> {
  const counts = await store.runSql<{ chat_id: string; kind: string; n: number }>(
    `select chat_id, kind, count(*)::int as n from qa_timeline where kind in ${TIMED} and sender_key = 'system:'
     and chat_id in (${ids.map((id) => `'${id}'`).join(", ")}) group by chat_id, kind`,
  );
  return new Map(counts.map(({ chat_id, kind, n }) => [`${chat_id} ${kind}`, Number(n)]));
}
