import { expect, test } from "vitest";
import { markSpam } from "@/lib/chats/operator/mark-spam";
import type { OperatorActor } from "@/lib/context";
import { randomToken } from "@/lib/ids";
import { setChat } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, createChat, createDepartment } from "@/tests/support/factories";
import { conditionsOf } from "./conditions";
import { findByIndex } from "./find-chats";
import { searchQuery } from "./schemas";
import { searchChats } from "./search-chats";
import { readTerms } from "./terms";

const idsOf = async (actor: OperatorActor, q: string) =>
  (await searchChats(await testDatabase(), actor, searchQuery.parse({ q }))).chats.map(({ id }) => id);

/** A chat that is spam and one that is not, with the same rare word in their texts and in the names of their visitors. */
async function scene() {
  const word = `zq${randomToken(12)
    .replace(/[^a-z]/gi, "x")
    .toLowerCase()}`;
  const department = await createDepartment();
  const operator = await asOperator(department.id);
  const [spam, other] = [await createChat(department, word), await createChat(department, word)];
  for (const { id } of [spam, other]) await setChat(id, { visitorName: `${word}er` });
  await markSpam(operator, spam.id, true);
  return { word, department, operator, actor: operator.actor, spam: spam.id, other: other.id };
}

test("what is marked as spam is found by nothing but a search for spam", async () => {
  const { word, department, actor, spam, other } = await scene();
  const searches = [`${word} `, `${word}er`, `from:${word}er`, `${word}err`, `department:"${department.name}"`];
  for (const q of searches) {
    expect(await idsOf(actor, q), q).toEqual([other]);
    expect(await idsOf(actor, `is:spam ${q}`), q).toEqual([spam]);
  }
  expect(await idsOf(actor, "это:спам")).toEqual([spam]);
});

test("the same through the indexes", async () => {
  const { word, actor, spam, other } = await scene();
  const db = await testDatabase();
  const byIndex = async (q: string) => {
    const query = searchQuery.parse({ q });
    const conditions = conditionsOf(actor, query, await readTerms(db, query.q));
    return (await findByIndex(db, actor, conditions, { cursor: undefined, limit: 10 })).map(({ id }) => id);
  };
  expect(await byIndex(`${word} `)).toEqual([other]);
  expect(await byIndex(`is:spam ${word} `)).toEqual([spam]);
});

test("it is found by everything again once the mark is off", async () => {
  const { word, operator, actor, spam, other } = await scene();
  await markSpam(operator, spam, false);
  expect((await idsOf(actor, `${word} `)).sort()).toEqual([other, spam].sort());
  expect(await idsOf(actor, "is:spam")).toEqual([]);
});

test("a search for spam, too, finds only what the operator may see", async () => {
  const { word, spam } = await scene();
  expect(await idsOf((await asOperator((await createDepartment()).id)).actor, `is:spam ${word} `)).toEqual([]);
  expect(await idsOf((await asRole("admin")).actor, `is:spam ${word} `)).toEqual([spam]);
});
