import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { channels, channelUpdates } from "@/db/schema";
import { authSecret } from "@/lib/auth/secret";
import { receiveUpdates } from "@/lib/channels/receive";
import { updateSecret } from "@/lib/channels/secrets";
import { uuidv7 } from "@/lib/ids";
import { call } from "@/tests/support/requests";
import { type TelegramScene, telegramScene } from "@/tests/support/telegram/scene";
import { newPerson, textUpdate } from "@/tests/support/telegram/updates";
import { POST } from "./updates";

let scene: TelegramScene;
beforeEach(async () => {
  scene = await telegramScene();
});
afterEach(() => scene.close());

const HEADER = "x-telegram-bot-api-secret-token";
const secretOf = (id: string) => updateSecret(id, authSecret());
const send = (body: unknown, { id = scene.channel.id, secret = secretOf(scene.channel.id) as string | null } = {}) =>
  call(
    POST,
    `/api/channels/${id}/updates`,
    { body, headers: secret === null ? {} : { [HEADER]: secret } },
    { channelId: id },
  );
const stored = () => scene.door.db.select().from(channelUpdates).where(eq(channelUpdates.channelId, scene.channel.id));

describe("the address that a service tells its updates to", () => {
  test("takes each update once, and answers every time", async () => {
    const update = textUpdate(newPerson(), "Hello");
    const answers = await Promise.all([send(update), send(update)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await send(update)).status).toBe(200);
    expect(await stored()).toMatchObject([{ updateId: String(update.update_id), doneAt: null }]);
  });

  test("is the same wall for a wrong secret, none, another channel's, and a channel that is not there", async () => {
    const update = textUpdate(newPerson(), "Hello");
    const other = uuidv7();
    const walls = await Promise.all([
      send(update, { secret: "wrong" }),
      send(update, { secret: null }),
      send(update, { secret: secretOf(other) }),
      send(update, { id: other, secret: secretOf(other) }),
      send(update, { id: "nonsense" }),
    ]);
    await scene.door.db.update(channels).set({ active: false }).where(eq(channels.id, scene.channel.id));
    walls.push(await send(update));
    expect(walls.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
    expect(new Set(walls.map(({ text }) => text)).size).toBe(1);
    expect(await stored()).toEqual([]);
  });

  test("says what is wrong with what it cannot read, and takes no notice of what is none of a chat's", async () => {
    expect((await send({ text: "x".repeat(70_000) })).status).toBe(413);
    const raw = await call(
      POST,
      "/x",
      { raw: "{", headers: { [HEADER]: secretOf(scene.channel.id) } },
      { channelId: scene.channel.id },
    );
    expect(raw.status).toBe(400);
    expect((await send({ update_id: 1, edited_message: {} })).status).toBe(200);
    expect(await stored()).toEqual([]);
  });
});

test("a service is told the address where we have one in public, and asked where we have none", async () => {
  const { api, door, channel } = scene;
  const row = async () => (await door.db.select().from(channels).where(eq(channels.id, channel.id)))[0];
  await receiveUpdates({ ...door, publicUrl: "https://chat.example.com" }, "telegram");
  const url = `https://chat.example.com/api/channels/${channel.id}/updates`;
  expect(api.webhook()).toEqual({ url, secret: secretOf(channel.id) });
  expect(await row()).toMatchObject({ receivesBy: url });
  await receiveUpdates({ ...door, publicUrl: "http://localhost:3000" }, "telegram");
  expect(api.webhook()).toBeNull();
  expect(await row()).toMatchObject({ receivesBy: "poll", failure: null });
  await door.db.update(channels).set({ active: false }).where(eq(channels.id, channel.id));
  await receiveUpdates(door, "telegram");
  expect(await row()).toMatchObject({ receivesBy: null });
});
