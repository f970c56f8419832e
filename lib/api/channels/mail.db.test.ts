import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { channels, channelUpdates } from "@/db/schema";
import { authSecret } from "@/lib/auth/secret";
import { MAIL_BYTES_MAX } from "@/lib/channels/email/imap";
import { receiveUpdates } from "@/lib/channels/receive";
import { sealToken, updateSecret } from "@/lib/channels/secrets";
import { env } from "@/lib/env";
import { mountHotRoutes } from "@/lib/http/node-adapter";
import { composeMail } from "@/tests/support/email/mails";
import { type EmailScene, emailScene } from "@/tests/support/email/scene";
import { createDepartment } from "@/tests/support/factories";
import { call } from "@/tests/support/requests";
import { hotRoutes } from "../routes";
import { POST } from "./updates";

const PASSWORD = "made up for the webhook";
let scene: EmailScene;
beforeEach(async () => {
  scene = await emailScene({ departmentId: (await createDepartment()).id });
  const account = { ...scene.account, imap: null, webhookPassword: PASSWORD };
  await scene.db
    .update(channels)
    .set({ tokenEncrypted: sealToken(JSON.stringify(account), authSecret()), receivesBy: null })
    .where(eq(channels.id, scene.channel.id));
});
afterEach(() => scene.close());

const basic = (password: string) => ({
  authorization: `Basic ${Buffer.from(`foyer:${password}`).toString("base64")}`,
});
const send = (raw: BodyInit, headers: Record<string, string>, type = "message/rfc822") =>
  call(
    POST,
    `/api/channels/${scene.channel.id}/updates`,
    { raw, headers: { "content-type": type, ...headers } },
    { channelId: scene.channel.id },
  );
const stored = () => scene.db.select().from(channelUpdates).where(eq(channelUpdates.channelId, scene.channel.id));

describe("the address that mail is passed on to", () => {
  test("takes a mail once, as it is or in JSON, and answers every time", async () => {
    const mail = await composeMail({ text: "Hello" });
    const json = (field: string) => JSON.stringify({ [field]: mail.toString("latin1") });
    const answers = [
      await send(mail, basic(PASSWORD)),
      await send(mail, { authorization: `Bearer ${PASSWORD.replaceAll(" ", "")}` }),
      await send(json("mime"), basic(PASSWORD), "application/json; charset=utf-8"),
      await send(json("RawEmail"), basic(PASSWORD), "application/json"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 200, 200]);
    await scene.work();
    expect(await scene.chats()).toHaveLength(1);
  });

  test("refuses what is too much of one sender, so that who passes it on keeps it, and still takes what it has", async () => {
    const mail = (text: string) => composeMail({ text, from: "flood@visitor.example" });
    const first = await mail("first");
    expect((await send(first, basic(PASSWORD))).status).toBe(200);
    for (let time = 1; time < env().VISITOR_STARTS_PER_BROWSER; time++) await send(await mail("more"), basic(PASSWORD));
    const before = (await stored()).length;
    const refused = await send(await mail("too much"), basic(PASSWORD));
    expect([refused.status, refused.json]).toMatchObject([429, { error: { code: "rate_limited" } }]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await send(first, basic(PASSWORD))).status).toBe(200);
    expect((await send(await composeMail({ text: "other" }), basic(PASSWORD))).status).toBe(200);
    expect([before, (await stored()).length]).toEqual([
      env().VISITOR_STARTS_PER_BROWSER,
      env().VISITOR_STARTS_PER_BROWSER + 1,
    ]);
  });

  test("is the same wall for a wrong password, none, the secret of another kind, and a channel that reads a mailbox", async () => {
    const mail = await composeMail();
    const walls = [
      await send(mail, {}),
      await send(mail, basic("wrong")),
      await send(mail, basic("")),
      await send(mail, { authorization: "Bearer undefined" }),
      await send(mail, { "x-telegram-bot-api-secret-token": updateSecret(scene.channel.id, authSecret()) }),
    ];
    await scene.db
      .update(channels)
      .set({ tokenEncrypted: sealToken(JSON.stringify(scene.account), authSecret()) })
      .where(eq(channels.id, scene.channel.id));
    walls.push(await send(mail, basic(PASSWORD)), await send(mail, basic("")));
    expect(new Set(walls.map(({ status }) => status))).toEqual(new Set([401]));
    expect(new Set(walls.map(({ text }) => text)).size).toBe(1);
    expect(await stored()).toEqual([]);
  });

  test("says what is wrong with what it cannot read", async () => {
    const one = async (raw: BodyInit, type?: string, more = {}) =>
      (await send(raw, { ...basic(PASSWORD), ...more }, type)).status;
    expect(await one("x", "text/plain")).toBe(415);
    expect(await one("x", "multipart/form-data; boundary=x")).toBe(415);
    expect(await one("x", "message/rfc822", { "content-encoding": "gzip" })).toBe(415);
    expect(await one("{", "application/json")).toBe(400);
    expect(await one("[]", "application/json")).toBe(422);
    expect(await one('{"mime":1,"__proto__":{"raw":"x"}}', "application/json")).toBe(422);
    expect(await one("x", "message/rfc822", { "content-length": String(MAIL_BYTES_MAX + 1) })).toBe(413);
    expect(await one("nothing of a mail")).toBe(200);
    expect(await stored()).toEqual([]);
  });

  test("is cut off at the limit, also where nobody has said how much comes", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024 * 1024;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    const request = new Request("http://chat.test/x", {
      method: "POST",
      headers: { "content-type": "message/rfc822", ...basic(PASSWORD) },
      body: endless,
      // What Node asks for where a body is a stream; its types do not know it.
      ...{ duplex: "half" },
    });
    const response = await POST(request, { params: Promise.resolve({ channelId: scene.channel.id }) });
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(2 * MAIL_BYTES_MAX);
  });
});

test("a mail of any size that we take gets through the server as well, where other bodies are small", async () => {
  const mount = mountHotRoutes(hotRoutes);
  const server = createServer((request, response) => void mount(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const { port } = server.address() as AddressInfo;
    const mail = await composeMail({ attachments: [{ filename: "a.txt", content: "x".repeat(300_000) }] });
    const response = await fetch(`http://127.0.0.1:${port}/api/channels/${scene.channel.id}/updates`, {
      method: "POST",
      headers: { "content-type": "message/rfc822", ...basic(PASSWORD) },
      body: mail,
    });
    expect(response.status).toBe(200);
    expect(await stored()).toHaveLength(2);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("a channel that mail is passed on to is not asked, and what came by it comes by no mailbox later", async () => {
  await receiveUpdates(scene.door, "email");
  expect(await scene.row()).toMatchObject({
    receivesBy: `/api/channels/${scene.channel.id}/updates`,
    pollAfter: null,
    failure: null,
  });
  expect(scene.imap.logins()).toBe(0);
});
