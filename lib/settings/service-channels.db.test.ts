import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { auditEntries, channels } from "@/db/schema";
import { openToken } from "@/lib/channels/secrets";
import { TEST_TOKEN, testKinds } from "@/tests/support/channels/test-channel";
import { asOperator, asRole, createDepartment, unique } from "@/tests/support/factories";
import { addChannel } from "./add-channel";
import { newChannelInput, serviceChannelInput } from "./channel-schemas";
import { listChannels } from "./queries";
import { switchChannel } from "./switch-channel";
import { updateChannel } from "./update-channel";

const services = { kinds: testKinds(), authSecret: "a secret of the tests that is long enough" };
const input = (values: object = {}) =>
  newChannelInput.parse({
    type: "telegram",
    name: unique("Bot"),
    token: TEST_TOKEN,
    departmentId: "",
    weight: "2",
    closeIdleAfterMinutes: "",
    ...values,
  });

const made: string[] = [];
afterEach(async () => {
  const { db } = await asRole("admin");
  for (const id of made.splice(0)) await db.delete(channels).where(eq(channels.id, id));
});
async function add(values: object = {}) {
  const admin = await asRole("admin");
  const { id } = await addChannel(admin, input(values), services);
  made.push(id);
  return { admin, id, row: async () => (await listChannels(admin.db)).find((channel) => channel.id === id) };
}

describe("a channel of another service", () => {
  test("is added with its link, and its token is sealed, shown to nobody and named in no log", async () => {
    const department = await createDepartment();
    const { admin, id, row } = await add({ departmentId: department.id });
    expect(await row()).toMatchObject({
      link: "https://t.me/stand_in_bot",
      departmentName: department.name,
      receives: null,
      failure: null,
      weight: 2,
    });
    const [stored] = await admin.db.select().from(channels).where(eq(channels.id, id));
    expect(openToken(stored?.tokenEncrypted ?? "", services.authSecret)).toBe(TEST_TOKEN);
    const shown = [await listChannels(admin.db), await admin.db.select().from(auditEntries)];
    expect(JSON.stringify(shown)).not.toContain(TEST_TOKEN);
    expect(JSON.stringify(shown)).not.toContain(stored?.tokenEncrypted);
  });

  test("is refused at the field: a token that nobody has, a bot that is here, a department that is not", async () => {
    const { admin } = await add();
    const refused = (values: object) => addChannel(admin, input(values), services);
    await expect(refused({ token: "other" })).rejects.toMatchObject({ fields: { token: "channelToken" } });
    await expect(refused({})).rejects.toMatchObject({ fields: { token: "channelTaken" } });
    const departmentId = "0192f0c4-7f3e-7abc-8def-0123456789ab";
    await expect(refused({ departmentId })).rejects.toMatchObject({ fields: { departmentId: "choice" } });
    expect(newChannelInput.safeParse({ ...input(), departmentId: "", token: " " }).success).toBe(false);
  });

  test("keeps its token where none is typed, and works again with a new one", async () => {
    const { admin, id, row } = await add();
    const broken = { failure: "token" as const, failedAt: new Date(), retryAt: new Date(), receivesBy: "poll" };
    await admin.db.update(channels).set(broken).where(eq(channels.id, id));
    const change = (token: string) =>
      updateChannel(admin, id, serviceChannelInput.parse({ ...input(), departmentId: "", token }), services);
    await change("");
    expect(await row()).toMatchObject({ failure: "token" });
    await change(TEST_TOKEN);
    expect(await row()).toMatchObject({ failure: null, receives: null });
    await admin.db.update(channels).set({ accountId: "another" }).where(eq(channels.id, id));
    await expect(change(TEST_TOKEN)).rejects.toMatchObject({ fields: { token: "channelOther" } });
  });

  test("is switched off and on by admins alone, and the web widget by nobody", async () => {
    const { admin, id, row } = await add();
    await switchChannel(admin, id, false);
    expect(await row()).toMatchObject({ active: false });
    await expect(switchChannel(await asOperator(), id, true)).rejects.toMatchObject({ code: "forbidden" });
    await expect(addChannel(await asOperator(), input(), services)).rejects.toMatchObject({ code: "forbidden" });
    const web = (await listChannels(admin.db)).find(({ type }) => type === "web");
    await expect(switchChannel(admin, web?.id ?? "", false)).rejects.toMatchObject({ code: "not_found" });
  });
});
