import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { rows } from "@/db/rows";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import type { OperatorActor } from "@/lib/context";
import { randomToken } from "@/lib/ids";
import { createTag } from "@/lib/tags/create-tag";
import { tagChat } from "@/lib/tags/tag-chat";
import { eraseVisitor } from "@/lib/visitors/erase-visitor";
import { setChat, text } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, createChat, createDepartment, createOperator, unique } from "@/tests/support/factories";
import { conditionsOf } from "./conditions";
import { findByIndex } from "./find-chats";
import { searchQuery } from "./schemas";
import { searchChats } from "./search-chats";
import { readTerms } from "./terms";

/** A word that no other text of this run has, in letters alone. */
const rareWord = () =>
  `zq${randomToken(12)
    .replace(/[^a-z]/gi, "x")
    .toLowerCase()}`;

async function search(actor: OperatorActor, q: string, more: Record<string, string> = {}) {
  return searchChats(await testDatabase(), actor, searchQuery.parse({ q, ...more }));
}
const idsOf = async (...given: Parameters<typeof search>) => (await search(...given)).chats.map(({ id }) => id);

/** A chat with these texts of its visitor, in a department of its own unless one is given, and who may see it. */
async function chatWith(
  texts: string[],
  values: Parameters<typeof setChat>[1] = {},
  given?: { id: string; key: string; name: string },
) {
  const department = given ?? (await createDepartment());
  const [first = "", ...others] = texts;
  const { id, visitor } = await createChat(department, first);
  for (const body of others) await sendMessage(visitor, id, text(body));
  if (Object.keys(values).length > 0) await setChat(id, values);
  const operator = await asOperator(department.id);
  return { id, visitor, department, operator, actor: operator.actor };
}

describe("a message is found", () => {
  test("by any form of its words, in both languages and mixed, whatever the case", async () => {
    const rare = rareWord();
    const { id, actor } = await chatWith([`Где мои ЗАКАЗЫ и ЁЛКА ${rare}? I was running orders`]);
    for (const q of [
      "заказ",
      "заказов",
      "ёлка",
      "елки",
      "Елка",
      "RUN",
      "order",
      "заказ orders",
      `running ${rare} где`,
    ]) {
      expect(await idsOf(actor, `${q} `), q).toEqual([id]);
    }
    expect(await idsOf(actor, "заказ чай ")).toEqual([]);
  });

  test("while its last word is still being typed, and not by the beginning of a finished one", async () => {
    const { id, actor } = await chatWith(["Доставка в понедельник"]);
    expect(await idsOf(actor, "доставка поне")).toEqual([id]);
    expect(await idsOf(actor, "доставка поне ")).toEqual([]);
    expect(await idsOf(actor, "поне доставка")).toEqual([]);
  });

  test("by its letters as they are typed, too, where their stem ends otherwise", async () => {
    const { id, actor } = await chatWith(["We flew with easyjet"]);
    expect(await idsOf(actor, "easy")).toEqual([id]);
    const stem = await chatWith(["It was easier"]);
    expect(await idsOf(stem.actor, "easi")).toEqual([stem.id]);
  });

  test("by a phrase, little words included, and without a word that it must not have", async () => {
    const { id, actor } = await chatWith(["Оплата картой не работает, что делать"]);
    expect(await idsOf(actor, '"не работает"')).toEqual([id]);
    expect(await idsOf(actor, '"работает не"')).toEqual([]);
    expect(await idsOf(actor, "оплата -картой")).toEqual([]);
    expect(await idsOf(actor, "оплата -наличными")).toEqual([id]);
  });

  test("by numbers and parts of addresses that stand in it", async () => {
    const { id, actor } = await chatWith([
      "Order A-4521/7 of anna.smith@shop.example, see https://shop.example/cart?id=99",
    ]);
    for (const q of ["4521", "A-4521", "anna.smith@shop.example", "anna.smi", "shop.example", "cart", "99"]) {
      expect(await idsOf(actor, q), q).toEqual([id]);
    }
  });

  test("in each chat once, with the newest of its matching entries and how many there are", async () => {
    const { id, actor } = await chatWith(["заказ 1", "ничего", "заказ 2", "заказ 3", "Мой заказ 4"]);
    const { chats } = await search(actor, "заказы");
    expect(chats).toMatchObject([{ id, matchCount: 4, matches: [{ by: "visitor", kind: "message" }, {}, {}] }]);
    expect(chats[0]?.matches[0]?.snippet).toEqual([
      { text: "Мой ", isMatch: false },
      { text: "заказ", isMatch: true },
      { text: " 4", isMatch: false },
    ]);
    const seqs = chats[0]?.matches.map(({ seq }) => seq) ?? [];
    expect(seqs).toEqual([...seqs].sort((one, other) => other - one));
  });

  test("as text: what looks like HTML stays what it is", async () => {
    const { actor } = await chatWith(["<img src=x onerror=alert(1)> привет"]);
    const [chat] = (await search(actor, "onerror")).chats;
    expect(chat?.matches[0]?.snippet.map((part) => part.text).join("")).toBe("<img src=x onerror=alert(1)> привет");
  });
});

describe("a visitor is found", () => {
  test("by a part of name, address or number, in capital letters of any language", async () => {
    const name = `Пётр ИВАНОВ-${rareWord()}`;
    const email = `${rareWord()}@example.com`;
    const { id, actor } = await chatWith(["Hi"], {
      visitorName: name,
      visitorEmail: email,
      visitorPhone: "+7 (912) 345-67-89",
    });
    for (const q of [
      "иванов",
      "ИВАН",
      "петр иван",
      email.slice(2, 9),
      email,
      "912 345",
      "3456789",
      "+7 (912) 345-67-89",
      "пё",
    ]) {
      expect(await idsOf(actor, q), q).toEqual([id]);
    }
    const [chat] = (await search(actor, "иван")).chats;
    expect(chat?.visitor.name).toContainEqual({ text: "ИВАН", isMatch: true });
    expect(chat).toMatchObject({ matches: [], matchCount: 0, visitor: { email: null, phone: null } });
    const [byNumber] = (await search(actor, "9123456789")).chats;
    expect(byNumber?.visitor.phone).toEqual([{ text: "+7 (912) 345-67-89", isMatch: true }]);
  });

  test("by who a site says that they are", async () => {
    const sub = rareWord();
    const { id, actor } = await chatWith(["Hi"], { identity: { sub, name: "Екатерина Великая", email: null } });
    expect(await idsOf(actor, "великая")).toEqual([id]);
    expect(await idsOf(actor, sub)).toEqual([]);
  });

  test("by what their name is now", async () => {
    const { id, actor } = await chatWith(["Hi"], { visitorName: "Before" });
    await setChat(id, { visitorName: "Afterwards" });
    expect(await idsOf(actor, "before")).toEqual([]);
    expect(await idsOf(actor, "afterw")).toEqual([id]);
  });

  test("with a similar name only where nothing is as it was typed", async () => {
    const { id, actor } = await chatWith(["Hi"], { visitorName: "Marina Kovalenko" });
    expect(await search(actor, "kovalenka")).toMatchObject({ isSimilar: true, chats: [{ id }] });
    expect(await search(actor, "kovalenko")).toMatchObject({ isSimilar: false, chats: [{ id }] });
    expect(await search(actor, "zzzzzz")).toMatchObject({ isSimilar: false, chats: [] });
  });

  test("with a similar Russian name, where the database knows Russian letters", async () => {
    const [locale] = await rows<{ knows: boolean }>(await testDatabase(), sql`select lower('Ж') = 'ж' as knows`);
    const { id, actor } = await chatWith(["Hi"], { visitorName: "ИВАНОВ Сергей" });
    const found = await search(actor, "иваноф");
    expect(found.chats.map((chat) => chat.id)).toEqual(locale?.knows ? [id] : []);
  });
});

describe("whatever is typed is literal", () => {
  test.each([
    "%",
    "_",
    "\\",
    "%_\\",
    "'",
    "''",
    "'; drop table chats; --",
    "(a+)+$",
    "& | ! :* <->",
    "a:*b",
    "\\' :*",
    "\u0000",
    "😀",
    '"',
  ])("%j", async (typed) => {
    const { actor } = await chatWith(["Hello there"], { visitorName: "Somebody" });
    const parsed = searchQuery.safeParse({ q: typed });
    if (parsed.success) expect(await search(actor, typed)).toMatchObject({ chats: [], isSimilar: false });
    else expect(parsed.error.issues[0]?.message).toBe("blank");
  });

  test("a per cent sign is one in a name, and a blank between words in a message", async () => {
    const { id, actor } = await chatWith(["Скидка 50%"], { visitorName: "100%_sure" });
    expect(await idsOf(actor, "100%_")).toEqual([id]);
    expect(await idsOf(actor, "1%_")).toEqual([]);
    expect(await idsOf(actor, "50%")).toEqual([id]);
  });
});

describe("filters", () => {
  test("narrow to sides, people and departments", async () => {
    const word = rareWord();
    const department = await createDepartment({ name: unique("Отдел Продаж") });
    const { id, actor, operator } = await chatWith([`${word} от посетителя`], { visitorName: "Зинаида" }, department);
    const other = await chatWith([`${word} there`]);
    const both = await asRole("supervisor", department.id, other.department.id);
    await claimChat(operator, id);
    await sendMessage(operator, id, text(`ответ ${word}2`));
    expect(await idsOf(both.actor, `${word} `)).toEqual([other.id, id]);
    expect(await idsOf(both.actor, `${word} department:"отдел прод"`)).toEqual([id]);
    expect(await idsOf(both.actor, `${word} from:зина`)).toEqual([id]);
    expect(await idsOf(both.actor, `${word} from:operator`)).toEqual([id]);
    expect(await idsOf(both.actor, `${word} from:visitor`)).toEqual([other.id, id]);
    expect(await idsOf(actor, "ответ from:me")).toEqual([id]);
    expect(await idsOf(both.actor, "ответ from:me")).toEqual([]);
    expect(await idsOf(both.actor, `ответ from:"${actor.name}"`)).toEqual([id]);
    expect(await idsOf(both.actor, "from:зинаида")).toEqual([id]);
    expect(await idsOf(both.actor, "department:nowhere")).toEqual([]);
  });

  test("and words find what a chat is tagged with", async () => {
    const word = rareWord();
    const { id, actor, operator } = await chatWith(["Hi there"]);
    const plain = await chatWith(["Hi there"]);
    const { tag } = await createTag(operator, { name: `ВАЖНО ${word}` });
    await tagChat(operator, id, { add: [tag.id], remove: [] });
    for (const q of [`важно ${word}`, "важно", `tag:${word}`, "hi тег:важн", `tag:"важно ${word}"`]) {
      expect(await idsOf(actor, q), q).toEqual([id]);
    }
    expect(await idsOf(actor, `hi tag:${word}x`)).toEqual([]);
    expect(await idsOf(plain.actor, `tag:${word}`)).toEqual([]);
    expect(await search(actor, "важно")).toMatchObject({ chats: [{ tags: [{ id: tag.id }], matches: [] }] });
  });

  test("narrow to days as they begin where the operator is", async () => {
    const { id, actor } = await chatWith(["заказ"], { createdAt: new Date("2026-03-01T20:00:00Z") });
    const db = await testDatabase();
    await db.execute(sql`update chat_events set created_at = '2026-03-01T22:30:00Z' where chat_id = ${id}`);
    await setChat(id, { lastMessageAt: new Date("2026-03-01T22:30:00Z") });
    expect(await idsOf(actor, "заказ after:2026-03-02 ")).toEqual([]);
    expect(await idsOf(actor, "заказ before:2026-03-02 ")).toEqual([id]);
    expect(await idsOf(actor, "заказ after:2026-03-02 ", { zone: "Europe/Moscow" })).toEqual([id]);
    expect(await idsOf(actor, "заказ before:02.03.2026 ", { zone: "Europe/Moscow" })).toEqual([]);
    expect(await idsOf(actor, "after:2026-03-01 before:2026-03-02")).toEqual([id]);
  });
});

describe("only what the operator may see is found", () => {
  test.each(["operator", "supervisor", "admin"] as const)("by an %s", async (role) => {
    const word = rareWord();
    const own = await chatWith([`${word} here`], { visitorName: `${word}er` });
    const foreign = await chatWith([`${word} there`], { visitorName: `${word}er` });
    const { actor } = await asRole(role, own.department.id);
    const seen = role === "admin" ? [foreign.id, own.id] : [own.id];
    expect(await idsOf(actor, `${word} `)).toEqual(seen);
    expect(await idsOf(actor, `${word}er`)).toEqual(seen);
    expect(await idsOf(actor, `from:${word}er`)).toEqual(seen);
    const named = `department:"${foreign.department.name}"`;
    expect(await idsOf(actor, `${word} ${named}`)).toEqual(role === "admin" ? [foreign.id] : []);
    expect(await idsOf(actor, named)).toEqual(role === "admin" ? [foreign.id] : []);
  });

  test("and by whose chat it is, or to whom it is offered, in a department that they are not in", async () => {
    const word = rareWord();
    const { id } = await chatWith([word]);
    const { actor } = await asOperator((await createDepartment()).id);
    expect(await idsOf(actor, word)).toEqual([]);
    const other = await createOperator();
    await setChat(id, {
      status: "active",
      operatorId: other.id,
      offeredOperatorId: actor.operatorId,
      offeredAt: new Date(),
    });
    expect(await idsOf(actor, word)).toEqual([id]);
    await setChat(id, { operatorId: actor.operatorId, offeredOperatorId: null, offeredAt: null });
    expect(await idsOf(actor, word)).toEqual([id]);
  });

  test("and no more once they are out of the department", async () => {
    const word = rareWord();
    const { id, actor } = await chatWith([word]);
    expect(await idsOf(actor, word)).toEqual([id]);
    const db = await testDatabase();
    await db.execute(sql`delete from department_members where operator_id = ${actor.operatorId}`);
    expect(await idsOf(actor, word)).toEqual([]);
  });

  test("through the indexes as well as among the newest", async () => {
    const word = rareWord();
    const own = await chatWith([`${word} here`]);
    await chatWith([`${word} there`]);
    const db = await testDatabase();
    const query = searchQuery.parse({ q: `${word} ` });
    const conditions = conditionsOf(own.actor, query, await readTerms(db, query.q));
    const found = await findByIndex(db, own.actor, conditions, { cursor: undefined, limit: 10 });
    expect(found.map(({ id }) => id)).toEqual([own.id]);
  });
});

test("pages follow one another without gap and without a chat twice, newest first", async () => {
  const word = rareWord();
  const department = await createDepartment();
  const ids: string[] = [];
  for (let number = 0; number < 5; number++) ids.unshift((await chatWith([word], {}, department)).id);
  const { actor } = await asOperator(department.id);
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof search>> = await search(actor, word, {
      limit: "2",
      ...(cursor && { cursor }),
    });
    found.push(...page.chats.map(({ id }) => id));
    cursor = page.next;
  } while (cursor);
  expect(found).toEqual(ids);
});

test("a closed chat is found, and an erased one by nothing that was in it", async () => {
  const word = rareWord();
  const { id, actor, operator, visitor } = await chatWith([word], {
    visitorName: word,
    visitorEmail: `${word}@example.com`,
  });
  await claimChat(operator, id);
  await closeChat(operator, id);
  expect(await search(actor, word)).toMatchObject({ chats: [{ id, status: "closed" }] });
  await eraseVisitor(visitor);
  expect(await idsOf(actor, word)).toEqual([]);
  const left = await rows<{ places: number }>(
    await testDatabase(),
    sql`select ((select count(*) from contact_terms where chat_id = ${id})
          + (select count(*) from chat_events where chat_id = ${id} and words @@ plainto_tsquery('foyer', ${word})))::int as places`,
  );
  expect(left).toEqual([{ places: 0 }]);
});

test("what one operator tells the next about a chat is found", async () => {
  const word = rareWord();
  const { id, actor } = await chatWith(["Hi"]);
  const db = await testDatabase();
  await db.execute(sql`insert into chat_events (chat_id, seq, kind, sender_type, sender_id, internal)
    values (${id}, 999, 'transferred', 'operator', ${actor.operatorId}, ${JSON.stringify({ note: `Прошу ${word}` })}::jsonb)`);
  expect(await search(actor, word)).toMatchObject({ chats: [{ id, matches: [{ kind: "note", name: actor.name }] }] });
});
