import { expect, test } from "vitest";
import { legs } from "@/db/schema";
import { testDatabase } from "@/tests/support/database";
import { asThere, createChat, createDepartment } from "@/tests/support/factories";
import { getReplyMinutes } from "./reply-time";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

async function department() {
  const { id, key } = await createDepartment();
  const { actor } = await asThere({ departmentIds: [id] });
  const db = await testDatabase();
  // Legs of one chat: what counts is theirs alone.
  const chat = await createChat({ key });
  const add = async (waitMinutes: readonly number[], { daysAgo = 0, isAnswered = true } = {}) => {
    const queuedAt = new Date(Date.now() - daysAgo * DAY_MS - 200 * MINUTE_MS);
    const after = (minutes: number) => new Date(queuedAt.getTime() + minutes * MINUTE_MS);
    await db.insert(legs).values(
      waitMinutes.map((minutes, index) => ({
        chatId: chat.id,
        departmentId: id,
        operatorId: actor.operatorId,
        queuedAt,
        assignedAt: queuedAt,
        firstReplyAt: isAnswered ? after(minutes) : null,
        releasedAt: after(190),
        reason: isAnswered ? ("answered" as const) : ("missed" as const),
        fromSeq: 10 + index,
        toSeq: 11 + index,
      })),
    );
  };
  const said = async () => (await getReplyMinutes(db, [id])).get(id);
  return { id, add, said };
}

test("a department is said to answer as soon as half of its last visitors had an answer, once enough is known", async () => {
  const { add, said } = await department();
  await add([1, 1, 1, 4, 4, 4, 90, 90, 90]);
  expect(await said()).toBeUndefined();
  await add([4]);
  expect(await said()).toBe(5);
});

test("what nobody answered, and what is older than a week, says nothing", async () => {
  const { add, said } = await department();
  await add(Array(10).fill(2), { daysAgo: 8 });
  await add(Array(10).fill(2), { isAnswered: false });
  await add(Array(9).fill(9));
  expect(await said()).toBeUndefined();
  await add([9]);
  expect(await said()).toBe(10);
});

test("each department is known by its own answers", async () => {
  const [quick, slow, silent] = [await department(), await department(), await department()];
  await quick.add(Array(10).fill(1));
  await slow.add(Array(10).fill(25));
  const known = await getReplyMinutes(await testDatabase(), [quick.id, slow.id, silent.id]);
  expect(Object.fromEntries(known)).toEqual({ [quick.id]: 1, [slow.id]: 30 });
});
