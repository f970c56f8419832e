import { afterEach, expect, test } from "vitest";
import { WEB_CHANNEL_ID } from "@/db/schema";
import type { Context } from "@/lib/context";
import { uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { asRole, asVisitor, createOperator, testContext } from "@/tests/support/factories";
import { channelInput } from "./channel-schemas";
import { getChatSettings, listChannels, listOperatorCapacities } from "./queries";
import { chatSettingsInput, operatorCapacityInput } from "./schemas";
import { synchronize } from "./synchronize";
import { restoreSettings } from "./test-rows";
import { updateChannel } from "./update-channel";
import { updateChatSettings } from "./update-chat-settings";
import { updateOperatorCapacity } from "./update-operator-capacity";

afterEach(restoreSettings);

const settings = chatSettingsInput.parse({
  crmAddress: "https://crm.example.com",
  login: "intruder",
  password: "intruder",
  removePassword: false,
  closeIdle: false,
  closeIdleAfterMinutes: 99,
  reassign: false,
  reassignAfterMinutes: 99,
  missesUntilAway: 9,
  alertAfterMinutes: 99,
  notice: false,
  noticeTexts: { en: "Gone", ru: "Gone" },
});
const channel = channelInput.parse({ name: "Taken over", weight: 99, closeIdleAfterMinutes: 99 });
const capacity = operatorCapacityInput.parse({ maxLoad: 999, channelTypes: ["email"] });

const commands: [string, (ctx: Context, operatorId: string) => Promise<unknown>][] = [
  [
    "updateChatSettings",
    (ctx) => updateChatSettings(ctx, settings, { authSecret: "x".repeat(32), allowsPrivateCrm: false }),
  ],
  ["updateChannel", (ctx) => updateChannel(ctx, WEB_CHANNEL_ID, channel)],
  ["updateOperatorCapacity", (ctx, id) => updateOperatorCapacity(ctx, id, capacity)],
  ["synchronize", (ctx) => synchronize(ctx, [])],
];

const everything = async () => {
  const db = await testDatabase();
  return [await getChatSettings(db), await listChannels(db), await listOperatorCapacities(db)];
};

test.each(commands)(
  "%s is refused to visitors, operators, supervisors and jobs, and nothing changes",
  async (_, run) => {
    const { id } = await createOperator();
    const contexts = [
      await asVisitor(),
      await asRole("operator"),
      await asRole("supervisor"),
      await testContext({ type: "system", job: "any" }),
    ];
    const before = await everything();
    for (const ctx of contexts) {
      await expect(run(ctx, id)).rejects.toMatchObject({ code: "forbidden" });
      expect(ctx.published).toEqual([]);
    }
    expect(await everything()).toEqual(before);
  },
);

test("an unknown channel and an unknown operator do not exist", async () => {
  const admin = await asRole("admin");
  await expect(updateChannel(admin, uuidv7(), channel)).rejects.toMatchObject({ code: "not_found" });
  await expect(updateOperatorCapacity(admin, uuidv7(), capacity)).rejects.toMatchObject({ code: "not_found" });
});
