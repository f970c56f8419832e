import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { company } from "@/db/schema";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { ensureInstallation } from "@/lib/company/ensure-installation";
import { text } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { asRole } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { endFirstSteps } from "./end-first-steps";
import { markStep } from "./mark-step";
import { areFirstStepsOver, getFirstSteps } from "./queries";
import { STEPS } from "./rules";

const stateOf = async (step: (typeof STEPS)[number]) => {
  const { steps } = await getFirstSteps(await testDatabase());
  return steps.find((one) => one.step === step)?.state;
};

beforeEach(async () => {
  const db = await testDatabase();
  await ensureInstallation(db);
  await db.update(company).set({ firstSteps: {} });
});

test("marks that two admins set at the same moment are both kept, and the last word on a step counts", async () => {
  const [ada, bea] = [await asRole("admin"), await asRole("admin")];
  await Promise.all(STEPS.map((step, index) => markStep(index % 2 ? ada : bea, { step, mark: "skipped" })));
  await markStep(ada, { step: "company", mark: "done" });
  const [row] = await ada.db.select({ kept: company.firstSteps }).from(company);
  expect(row?.kept).toEqual({
    marks: { company: "done", department: "skipped", snippet: "skipped", chat: "skipped", colleague: "skipped" },
  });
});

test("the first steps end for everybody, and keep what was said of them", async () => {
  const admin = await asRole("admin");
  await markStep(admin, { step: "company", mark: "done" });
  expect(await areFirstStepsOver(admin.db)).toBe(false);
  await endFirstSteps(admin);
  expect(await areFirstStepsOver(admin.db)).toBe(true);
  expect(await stateOf("company")).toBe("done");
});

test("only an admin sets them", async () => {
  for (const role of ["operator", "supervisor"] as const) {
    const actor = await asRole(role);
    await expect(markStep(actor, { step: "chat", mark: "done" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(endFirstSteps(actor)).rejects.toMatchObject({ code: "forbidden" });
  }
});

describe("what has happened", () => {
  /** In a transaction without any chat, website or colleague, which is never committed: other tests share the database. */
  async function onEmpty(work: (tx: Parameters<typeof getFirstSteps>[0]) => Promise<void>) {
    const db = await testDatabase();
    await db
      .transaction(async (tx) => {
        await tx.execute(sql`delete from snippet_sightings`);
        await work(tx);
        throw new Error("undo");
      })
      .catch((error: unknown) => expect(String(error)).toContain("undo"));
  }

  test("a snippet counts on a website, and not on our own pages to try it", async () => {
    await onEmpty(async (tx) => {
      const state = async () => (await getFirstSteps(tx)).steps.find(({ step }) => step === "snippet")?.state;
      const see = (origin: string, path: string | null) =>
        tx.execute(sql`insert into snippet_sightings (key, origin, path) values ('some-key', ${origin}, ${path})`);
      expect(await state()).toBe("open");
      await see("http://localhost:3000", "/demo/try");
      expect(await state()).toBe("open");
      await see("https://shop.example", "/");
      expect(await state()).toBe("done");
    });
  });

  test("a chat that an operator has answered", async () => {
    const { owner, id } = await ownedChat();
    await sendMessage(owner, id, text("Hello!"));
    expect(await stateOf("chat")).toBe("done");
    expect((await getFirstSteps(owner.db)).hasChat).toBe(true);
    // Two operators are there as well.
    expect(await stateOf("colleague")).toBe("done");
    expect(await stateOf("department")).toBe("done");
  });
});
