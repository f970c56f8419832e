import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { auditEntries, channels } from "@/db/schema";
import { authSecret } from "@/lib/auth/secret";
import { readAccount } from "@/lib/channels/email/settings";
import { channelKinds } from "@/lib/channels/kinds";
import { openToken } from "@/lib/channels/secrets";
import { startTokenService, type TokenService, testTokens } from "@/tests/support/email/token-service";
import { asOperator, asRole, createDepartment, unique } from "@/tests/support/factories";
import { type ImapServer, startImapServer } from "@/tests/support/imap/server";
import { type MailServer, startMailServer } from "@/tests/support/mail-server";
import { addChannel } from "./add-channel";
import { listMailFields } from "./mail-account";
import { mailChannelFormValues, mailChannelInput } from "./mail-schemas";
import { listChannels } from "./queries";
import { updateChannel } from "./update-channel";

let imap: ImapServer;
let smtp: MailServer;
let departmentId: string;
const made: string[] = [];
beforeEach(async () => {
  [imap, smtp] = [await startImapServer(), await startMailServer()];
  departmentId = (await createDepartment()).id;
});
afterEach(async () => {
  await imap.close();
  await smtp.close();
  const { db } = await asRole("admin");
  for (const id of made.splice(0)) await db.delete(channels).where(eq(channels.id, id));
});

const services = {
  kinds: channelKinds({
    telegramApiRoot: "http://127.0.0.1:1",
    email: { secret: authSecret(), server: null, tokens: await testTokens(authSecret()) },
  }),
  authSecret: authSecret(),
};
const SECRET = "secret";
const values = (more: object = {}) =>
  mailChannelInput.parse({
    ...mailChannelFormValues(null, null),
    name: unique("Mail"),
    departmentId,
    address: `${unique("s")
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "")}@company.example`,
    senderName: "Tom's",
    imapHost: "127.0.0.1",
    imapPort: String(imap.port),
    imapSecurity: "none",
    imapUser: "support",
    imapPassword: SECRET,
    smtpHost: "127.0.0.1",
    smtpPort: String(smtp.port),
    smtpSecurity: "none",
    ...more,
  });

async function add(more: object = {}) {
  const admin = await asRole("admin");
  const input = values(more);
  const { id } = await addChannel(admin, input, services);
  made.push(id);
  const row = async () => (await admin.db.select().from(channels).where(eq(channels.id, id)))[0];
  const account = async () => readAccount(openToken((await row())?.tokenEncrypted ?? "", authSecret()) ?? "");
  return { admin, id, input, row, account };
}

test("an address of mail is added once its servers have answered, and what is in its mailbox already stays there", async () => {
  imap.mailbox.nextUid = 41;
  const { admin, id, input, row, account } = await add();
  expect(await row()).toMatchObject({
    type: "email",
    accountId: input.address,
    link: `mailto:${input.address}`,
    pollAfter: "7:40",
    receivesBy: null,
  });
  expect(await account()).toMatchObject({ imap: { password: SECRET }, smtp: { user: "" }, webhookPassword: null });
  const known = await listMailFields(admin.db, { authSecret: authSecret(), publicUrl: "https://chat.example" });
  expect(known[id]).toMatchObject({
    imapUser: "support",
    webhookUrl: `https://chat.example/api/channels/${id}/updates`,
  });
  // Of this admin: in entries of others a field may be called so.
  const noted = await admin.db.select().from(auditEntries).where(eq(auditEntries.actorId, admin.actor.operatorId));
  expect(noted).not.toEqual([]);
  const shown = JSON.stringify([known, await listChannels(admin.db), noted]);
  expect(shown).not.toContain(`"${SECRET}"`);
  expect(shown).not.toContain((await row())?.tokenEncrypted);
  expect(imap.refused).toEqual([]);
});

test("what does not work is told at its field, and nothing is added", async () => {
  const admin = await asRole("admin");
  const refused = (more: object) => addChannel(admin, values(more), services);
  await expect(refused({ imapPassword: "wrong" })).rejects.toMatchObject({ fields: { imapPassword: "mailLogin" } });
  await expect(refused({ imapPassword: "" })).rejects.toMatchObject({ fields: { imapPassword: "required" } });
  await expect(refused({ imapPort: "1" })).rejects.toMatchObject({ fields: { imapHost: "mailServer" } });
  await expect(refused({ smtpPort: "1" })).rejects.toMatchObject({ fields: { smtpHost: "mailServer" } });
  await expect(refused({ outbound: "installation" })).rejects.toMatchObject({ fields: { outbound: "mailNoServer" } });
  await expect(refused({ inbound: "webhook" })).rejects.toMatchObject({ fields: { webhookPassword: "required" } });
  const { input } = await add();
  await expect(refused({ address: input.address })).rejects.toMatchObject({ fields: { address: "mailTaken" } });
  await expect(addChannel(await asOperator(), values(), services)).rejects.toMatchObject({ code: "forbidden" });
});

test("a password that is left empty stays, but goes to no other server and no other account", async () => {
  const { admin, id, input, account } = await add();
  const change = (more: object) =>
    updateChannel(admin, id, values({ address: input.address, imapPassword: "", ...more }), services);
  await change({ senderName: "Tom & Co" });
  expect(await account()).toMatchObject({ senderName: "Tom & Co", imap: { password: SECRET } });
  for (const moved of [{ imapHost: "localhost" }, { imapUser: "another" }, { imapPort: String(smtp.port) }]) {
    await expect(change(moved)).rejects.toMatchObject({ fields: { imapPassword: "mailPasswordAgain" } });
  }
  await expect(change({ address: "other@company.example" })).rejects.toMatchObject({
    fields: { address: "mailOther" },
  });
  expect(await account()).toMatchObject({ imap: { host: "127.0.0.1", password: SECRET } });
});

test("one that was red works again with a new password, from where it was left", async () => {
  const { admin, id, input, row } = await add();
  imap.revoke();
  const broken = { failure: "token" as const, failedAt: new Date(), retryAt: new Date(), pollAfter: "7:3" };
  await admin.db.update(channels).set(broken).where(eq(channels.id, id));
  const save = () => updateChannel(admin, id, values({ address: input.address, imapPassword: SECRET }), services);
  await expect(save()).rejects.toMatchObject({ fields: { imapPassword: "mailLogin" } });
  const { port } = imap;
  await imap.close();
  imap = await startImapServer();
  await updateChannel(
    admin,
    id,
    values({ address: input.address, imapPassword: SECRET, imapPort: String(imap.port) }),
    services,
  );
  expect(imap.port).not.toBe(port);
  expect(await row()).toMatchObject({ failure: null, retryAt: null, receivesBy: null, pollAfter: "7:3" });
});

test("its name is changed although its servers are away", async () => {
  const { admin, id, input, row } = await add();
  await imap.dies();
  await updateChannel(admin, id, values({ address: input.address, name: "Renamed", imapPassword: "" }), services);
  expect(await row()).toMatchObject({ name: "Renamed", failure: null });
});

describe("with OAuth 2", () => {
  let service: TokenService;
  beforeEach(async () => {
    service = await startTokenService();
    imap.takesTokens(service.valid);
  });
  afterEach(() => service.close());

  const oauth = (more: object = {}) => ({
    login: "oauth",
    imapPassword: "",
    smtpUser: "support",
    outbound: "installation",
    oauthTokenUrl: service.settings.tokenUrl,
    oauthClientId: service.settings.clientId,
    oauthClientSecret: service.settings.clientSecret,
    oauthRefreshToken: service.settings.refreshToken,
    oauthScope: service.settings.scope,
    ...more,
  });
  /** By which letters go out: it asks nobody who they are. */
  const withServer = async () => ({
    ...services,
    kinds: channelKinds({
      telegramApiRoot: "http://127.0.0.1:1",
      email: {
        secret: authSecret(),
        server: { host: "127.0.0.1", port: smtp.port, isTls: false, credentials: null },
        tokens: await testTokens(authSecret()),
      },
    }),
  });

  test("an account is added by its tokens, shown without its secrets, and keeps them where nothing of it has changed", async () => {
    const admin = await asRole("admin");
    const input = values(oauth());
    const { id } = await addChannel(admin, input, await withServer());
    made.push(id);
    const account = async () => {
      const [row] = await admin.db.select().from(channels).where(eq(channels.id, id));
      return readAccount(openToken(row?.tokenEncrypted ?? "", authSecret()) ?? "");
    };
    expect(await account()).toMatchObject({ imap: { password: "" }, oauth: service.settings });
    const known = await listMailFields(admin.db, { authSecret: authSecret(), publicUrl: null });
    expect(known[id]).toMatchObject({ login: "oauth", oauthClientId: "foyer", oauthScope: "mail" });
    expect(JSON.stringify(known[id])).not.toMatch(/client secret|refresh-/);

    const change = async (more: object) => {
      const empty = { address: input.address, oauthClientSecret: "", oauthRefreshToken: "" };
      return updateChannel(admin, id, values(oauth({ ...empty, ...more })), await withServer());
    };
    await change({ senderName: "Tom & Co" });
    expect(await account()).toMatchObject({ senderName: "Tom & Co", oauth: service.settings });
    const moved = [
      { oauthTokenUrl: "http://127.0.0.1:2/token" },
      { oauthClientId: "other" },
      { imapHost: "localhost" },
    ];
    for (const more of moved) {
      await expect(change(more)).rejects.toMatchObject({ fields: { oauthRefreshToken: "mailSecretAgain" } });
    }
    // Back to a password: that of before was none.
    await expect(change({ login: "password" })).rejects.toMatchObject({ fields: { imapPassword: "required" } });
    expect(await account()).toMatchObject({ oauth: service.settings });
  });

  test.each([
    [{ oauthRefreshToken: "ended" }, { oauthRefreshToken: "mailOauthGrant" }],
    [{ oauthRefreshToken: "" }, { oauthRefreshToken: "required" }],
    [{ oauthClientSecret: "wrong" }, { oauthClientId: "mailOauthClient" }],
    [{ oauthClientId: "other" }, { oauthClientId: "mailOauthClient" }],
    [{ oauthScope: "other" }, { oauthScope: "mailOauthScope" }],
    [{ oauthTokenUrl: "http://127.0.0.1:6000/token" }, { oauthTokenUrl: "mailServer" }],
    [{ oauthTokenUrl: "ftp://x.example/token" }, { oauthTokenUrl: "mailOauthAddress" }],
    [{ imapUser: "another" }, { imapUser: "mailTokenRefused" }],
    [{ oauthGrant: "client_credentials", oauthClientSecret: "" }, { oauthClientSecret: "required" }],
  ])("%j is told at its field, and nothing is added", async (more, fields) => {
    const refused = addChannel(await asRole("admin"), values(oauth(more)), await withServer());
    await expect(refused).rejects.toMatchObject({ fields });
  });

  test("a form asks for what its way needs, and for a user of both servers", () => {
    const problems = (more: object) => {
      const read = mailChannelInput.safeParse({ ...values(), ...oauth({ outbound: "own", ...more }) });
      return read.error?.issues.map(({ path }) => path.join(".")) ?? [];
    };
    expect(problems({ smtpUser: "", oauthTokenUrl: "", oauthClientId: "" })).toEqual([
      "oauthTokenUrl",
      "oauthClientId",
      "smtpUser",
    ]);
    expect(problems({ inbound: "webhook", outbound: "installation", oauthTokenUrl: "" })).toEqual([]);
  });
});
