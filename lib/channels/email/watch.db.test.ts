import { eq, like, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { channels, jobLeases } from "@/db/schema";
import { afterStatement } from "@/tests/support/before-statement";
import { composeMail } from "@/tests/support/email/mails";
import { type EmailScene, emailScene } from "@/tests/support/email/scene";
import { createDepartment } from "@/tests/support/factories";
import { arrive } from "@/tests/support/imap/server";
import { receiveUpdates } from "../receive";
import { type ChannelWatch, watchChannels } from "../watch-channels";

let scene: EmailScene;
let watches: ChannelWatch[];
beforeEach(async () => {
  watches = [];
  scene = await emailScene({ departmentId: (await createDepartment()).id });
});
afterEach(async () => {
  for (const watch of watches) await watch.stop();
  await scene.close();
  await scene.db.delete(jobLeases).where(like(jobLeases.name, "watch-channel %"));
});

function watch(door = scene.door) {
  const made = watchChannels(door, { everyMs: 0 });
  watches.push(made);
  return made;
}

const listeners = (count: number) => vi.waitFor(() => expect(scene.imap.listeners()).toBe(count), { timeout: 15_000 });
/** It is due by nothing but its pause. */
const rests = () =>
  scene.db.update(channels).set({ pollDueAt: sql`now() + interval '1 hour'` }).where(eq(channels.id, scene.channel.id));
const isDue = async () => {
  const due = sql<boolean>`coalesce(${channels.pollDueAt} <= now(), true)`;
  const [row] = await scene.db.select({ due }).from(channels).where(eq(channels.id, scene.channel.id));
  return row?.due;
};
const becomesDue = () => vi.waitFor(async () => expect(await isDue()).toBe(true), { timeout: 15_000 });

test("what comes into a mailbox makes its channel due at once, and is fetched as ever", async () => {
  await watch().look();
  await listeners(1);
  await rests();
  arrive(scene.imap, await composeMail());
  await becomesDue();
  expect(await receiveUpdates(scene.door, "email")).toEqual({ added: 1 });
  expect(await isDue()).toBe(false);
  await scene.work();
  expect(await scene.chats()).toHaveLength(1);
  expect(scene.imap.refused).toEqual([]);
});

test("what came while nobody listened is asked for when somebody does", async () => {
  await rests();
  await watch().look();
  await becomesDue();
});

test("one of several processes listens, and another one when it has stopped or died", async () => {
  const [first, second] = [watch(), watch()];
  await Promise.all([first.look(), second.look()]);
  await listeners(1);
  await Promise.all([first.look(), second.look()]);
  expect(scene.imap.logins()).toBe(1);
  await first.stop();
  await second.look();
  await listeners(1);
  // Of one that has died, the lease is left, and ends; who comes back late has lost it, and listens no more.
  await scene.db.update(jobLeases).set({ lockedUntil: sql`now()` }).where(like(jobLeases.name, "watch-channel %"));
  const third = watch();
  await third.look();
  await listeners(2);
  await second.look();
  await listeners(1);
  await third.stop();
  await listeners(0);
  expect(await scene.db.$count(jobLeases, like(jobLeases.name, "watch-channel %"))).toBe(0);
});

test("a mailbox that hangs up is left alone for a while, and its mail is asked for all the same", async () => {
  const process = watch();
  await process.look();
  await listeners(1);
  await scene.imap.dies();
  await scene.imap.comesBack();
  await process.look();
  const logins = scene.imap.logins();
  await process.look();
  expect(scene.imap.logins()).toBe(logins);
  expect(await scene.comes(await composeMail())).toBe(1);
  // Another process has not failed there.
  await vi.waitFor(async () => {
    await watch().look();
    expect(scene.imap.listeners()).toBe(1);
  }, 15_000);
});

test("a mailbox that hangs up while its lease is renewed is free for the next process at once", async () => {
  const leases = () => scene.db.$count(jobLeases, like(jobLeases.name, "watch-channel %"));
  // What it asks: the list and the lease, news for what came before; then the list and the lease again.
  const { db, seen } = afterStatement(scene.db, 5, async () => {
    await scene.imap.dies();
    // It hears of that, and lets go of the lease that it knows.
    await vi.waitFor(() => expect(seen.statements).toBe(6));
  });
  const process = watch({ ...scene.door, db });
  await process.look();
  await listeners(1);
  await process.look();
  expect(await leases()).toBe(0);
});

test("a channel that is off, red, or another account is not listened to any more", async () => {
  const process = watch();
  for (const change of [{ active: false }, { failure: "token" as const, failedAt: new Date() }]) {
    await process.look();
    await listeners(1);
    await scene.db.update(channels).set(change).where(eq(channels.id, scene.channel.id));
    await process.look();
    await listeners(0);
    const back = { active: true, failure: null, failedAt: null };
    await scene.db.update(channels).set(back).where(eq(channels.id, scene.channel.id));
  }
});

test("mail that comes while it is fetched does not wait for the pause", async () => {
  const { email } = scene.door.kinds;
  scene.door.kinds = {
    ...scene.door.kinds,
    email: {
      ...email,
      poll: async (...asked) => {
        const answer = await email.poll(...asked);
        await scene.db.update(channels).set({ pollDueAt: sql`now()` }).where(eq(channels.id, scene.channel.id));
        return answer;
      },
    },
  };
  await scene.receive();
  expect(await isDue()).toBe(true);
});
