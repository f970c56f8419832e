import { expect, test } from "vitest";
import { recordPulse } from "@/lib/chats/pulse/record-pulse";
import { startChat } from "@/lib/chats/visitor/start-chat";
import { asOperator, asVisitor, createDepartment, startInput } from "@/tests/support/factories";
import { getPageTrail } from "./queries";
import { VISITS_MAX } from "./schemas";

const at = (path: string) => ({ url: `https://shop.example/${path}`, title: `Page ${path}`, referrer: null });

async function chatOn(path: string) {
  const department = await createDepartment();
  const visitor = await asVisitor();
  const input = { ...startInput(department.key), page: at(path) };
  const { chat } = await startChat(visitor, visitor.token, input, "test browser");
  const operator = await asOperator(department.id);
  const goTo = (next: string) => recordPulse(visitor, { chatIds: [chat.id], page: at(next) });
  const trail = async () => (await getPageTrail(operator.db, operator.actor, chat.id)).pages.map(({ title }) => title);
  return { id: chat.id, goTo, trail };
}

test("a chat's trail begins with the page it began on, and has each page that comes after", async () => {
  const { goTo, trail } = await chatOn("1");
  await goTo("2");
  await goTo("2");
  await goTo("1");
  expect(await trail()).toEqual(["Page 1", "Page 2", "Page 1"]);
});

test("a trail keeps the last 20 pages", async () => {
  const { goTo, trail } = await chatOn("0");
  for (let n = 1; n <= VISITS_MAX + 3; n++) await goTo(`${n}`);
  const titles = await trail();
  expect(titles).toHaveLength(VISITS_MAX);
  expect([titles[0], titles.at(-1)]).toEqual([`Page ${VISITS_MAX + 3}`, "Page 4"]);
});

test("an operator of another department sees no trail", async () => {
  const { id } = await chatOn("1");
  const stranger = await asOperator((await createDepartment()).id);
  await expect(getPageTrail(stranger.db, stranger.actor, id)).rejects.toMatchObject({ code: "forbidden" });
});
