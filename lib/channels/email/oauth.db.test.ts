import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mailTokens } from "@/db/schema";
import { authSecret } from "@/lib/auth/secret";
import { testDatabase } from "@/tests/support/database";
import { composeMail } from "@/tests/support/email/mails";
import { type EmailScene, emailScene } from "@/tests/support/email/scene";
import { answer, talk } from "@/tests/support/email/talk";
import { startTokenService, type TokenService, testTokens } from "@/tests/support/email/token-service";
import { createDepartment } from "@/tests/support/factories";
import { deleteOldUpdates } from "../delete-old-updates";
import { keptAccessTokens } from "./access-tokens";
import { tokenRequester } from "./oauth";
import { readAccount } from "./settings";

let service: TokenService;
beforeEach(async () => {
  service = await startTokenService();
});
afterEach(async () => {
  await service.close();
  await (await testDatabase()).delete(mailTokens);
});

/** Every token of this test has ended: those of others are of other settings, and are asked for anew as well. */
const tokensEnd = async () => (await testDatabase()).update(mailTokens).set({ expiresAt: sql`now()` });

describe("an access token", () => {
  test("is asked for once, kept encrypted for all processes, and renewed by the refresh token that came with it", async () => {
    const [one, other] = [await testTokens(authSecret()), await testTokens(authSecret())];
    const got = await Promise.all([one(service.settings), other(service.settings), one(service.settings)]);
    expect(new Set(got)).toEqual(new Set(["access-1"]));
    await tokensEnd();
    expect(await other(service.settings)).toBe("access-2");
    await tokensEnd();
    expect(await one(service.settings)).toBe("access-3");
    expect(service.asked.map((params) => params.get("refresh_token"))).toEqual(["refresh-0", "refresh-1", "refresh-2"]);
    const db = await testDatabase();
    const kept = await db.select().from(mailTokens);
    expect(JSON.stringify(kept)).not.toMatch(/access-|refresh-|client secret/);
  });

  test("of a service that gives no other refresh token is renewed by the same one", async () => {
    service.keepsRefreshToken();
    const tokens = await testTokens(authSecret());
    await tokens(service.settings);
    await tokensEnd();
    expect(await tokens(service.settings)).toBe("access-2");
  });

  test("of the client itself needs no refresh token", async () => {
    const tokens = await testTokens(authSecret());
    const settings = { ...service.settings, grant: "client_credentials" as const, refreshToken: "" };
    expect(await tokens(settings)).toBe("access-1");
    expect(service.asked[0]?.has("refresh_token")).toBe(false);
  });

  test("that was refused is replaced once, however many say so", async () => {
    const tokens = await testTokens(authSecret());
    const first = await tokens(service.settings);
    const next = await Promise.all([tokens(service.settings, first), tokens(service.settings, first)]);
    expect(next).toEqual(["access-2", "access-2"]);
  });

  test("is asked for by the next process when the one that asked has died", async () => {
    const tokens = await testTokens(authSecret());
    await tokens(service.settings);
    const db = await testDatabase();
    await db.update(mailTokens).set({ expiresAt: sql`now()`, claim: crypto.randomUUID(), claimedUntil: new Date(0) });
    expect(await tokens(service.settings)).toBe("access-2");
  });

  test("is good for as long as the service says, and a failure keeps nobody waiting", async () => {
    service.expiresIn(30);
    const tokens = await testTokens(authSecret());
    expect(await tokens(service.settings)).toBe("access-1");
    service.refuses({ status: 503, error: "temporarily_unavailable" });
    await expect(tokens(service.settings)).rejects.toMatchObject({ kind: "unreachable", problem: "server" });
    service.refuses(null);
    expect(await tokens(service.settings)).toBe("access-3");
    const db = await testDatabase();
    expect(await db.$count(mailTokens, sql`${mailTokens.claim} is not null`)).toBe(0);
  });
});

describe("a service that gives none", () => {
  test.each([
    [{ status: 400, error: "invalid_grant" }, "grant", "token"],
    [{ status: 401, error: "invalid_client" }, "client", "token"],
    [{ status: 400, error: "invalid_scope" }, "scope", "token"],
    [{ status: 400, error: "made_up" }, "answer", "token"],
    [{ status: 429, error: "slow_down" }, "server", "unreachable"],
    ["page", "answer", "token"],
  ] as const)("with %j says what is to be put right, and nothing of what was sent", async (refusal, problem, kind) => {
    service.refuses(refusal);
    const failed = (await testTokens(authSecret()))(service.settings);
    await expect(failed).rejects.toMatchObject({ problem, kind });
    await expect(failed).rejects.not.toThrow(/AADSTS|client secret|refresh-0/);
  });

  test("is not asked in a private network where the installation does not allow it, nor without TLS", async () => {
    const db = await testDatabase();
    const tokens = keptAccessTokens({
      db,
      authSecret: authSecret(),
      request: tokenRequester({ allowsPrivate: false }),
    });
    const addresses = [
      service.settings.tokenUrl,
      service.settings.tokenUrl.replace("http:", "https:"),
      "https://u@x.example",
    ];
    for (const tokenUrl of addresses) {
      await expect(tokens({ ...service.settings, tokenUrl })).rejects.toMatchObject({ problem: "address" });
    }
    expect(service.asked).toEqual([]);
  });
});

describe("a mailbox that takes no password", () => {
  let scene: EmailScene;
  beforeEach(async () => {
    const options = {
      disabledCommands: ["STARTTLS"],
      authMethods: ["XOAUTH2"],
      allowInsecureAuth: true,
      authOptional: false,
      onAuth: (
        auth: { method: string; username?: string; accessToken?: string },
        _session: unknown,
        done: (error: Error | null, response?: { user: string }) => void,
      ) => {
        const isKnown =
          auth.method === "XOAUTH2" && auth.username === "support" && service.valid.has(auth.accessToken ?? "");
        done(isKnown ? null : new Error("Invalid token"), isKnown ? { user: "support" } : undefined);
      },
    };
    scene = await emailScene({ departmentId: (await createDepartment()).id }, { oauth: service.settings, options });
    scene.imap.takesTokens(service.valid);
  });
  afterEach(() => scene.close());

  test("is read and sends by an access token, with one for both", async () => {
    const department = await scene.row();
    const { owner, id } = await talk(scene, department?.departmentId ?? "");
    const sent = await answer(scene, owner, id, "Hello");
    expect(sent?.to).toEqual(["vera@visitor.example"]);
    expect(service.asked).toHaveLength(1);
    expect(scene.imap.refused).toEqual([]);
    expect(await scene.row()).toMatchObject({ failure: null });
  });

  test("that was revoked in the middle is opened by the next one, and nothing is lost", async () => {
    const { owner, id } = await talk(scene, (await scene.row())?.departmentId ?? "");
    service.valid.clear();
    await scene.comes(await composeMail({ text: "Second" }));
    expect(await scene.chats()).toHaveLength(2);
    service.valid.clear();
    await answer(scene, owner, id, "Hello");
    expect(await scene.sent()).toHaveLength(1);
    expect(service.asked).toHaveLength(3);
    expect(await scene.row()).toMatchObject({ failure: null });
  });

  test("is red while the service gives no token, and works again when it does", async () => {
    service.refuses({ status: 400, error: "invalid_grant" });
    await scene.comes(await composeMail());
    expect(await scene.row()).toMatchObject({ failure: "token" });
    service.refuses(null);
    await scene.passes(60);
    await scene.comes();
    expect(await scene.chats()).toHaveLength(1);
    expect(await scene.row()).toMatchObject({ failure: null });
  });

  test("whose servers refuse the token, or know none, says so at the user, and is not unreachable", async () => {
    const { imap } = scene.account;
    const noWay = { ...scene.account, imap: imap && { ...imap, user: "another" } };
    await expect(scene.door.kinds.email.identify(JSON.stringify(noWay))).rejects.toMatchObject({ field: "imapUser" });
    const smtp = scene.account.smtp && { ...scene.account.smtp, user: "another" };
    const refused = scene.door.kinds.email.identify(JSON.stringify({ ...scene.account, smtp }));
    await expect(refused).rejects.toMatchObject({ field: "smtpUser", kind: "token" });
    scene.imap.takesTokens(null);
    const identified = scene.door.kinds.email.identify(JSON.stringify(scene.account));
    await expect(identified).rejects.toMatchObject({ field: "imapUser", kind: "token" });
  });
});

test("accounts of before are accounts with passwords, and tokens of nobody are forgotten in time", async () => {
  const db = await testDatabase();
  await db.insert(mailTokens).values([
    { id: "of nobody/old", expiresAt: new Date(0), createdAt: new Date(0) },
    { id: "of nobody/new", expiresAt: null },
  ]);
  await deleteOldUpdates(db);
  const left = await db.select({ id: mailTokens.id }).from(mailTokens);
  expect(left).toEqual([{ id: "of nobody/new" }]);
  const before = { address: "a@b.example", senderName: "A", imap: null, webhookPassword: "x", smtp: null };
  expect(readAccount(JSON.stringify(before))).toEqual({ ...before, oauth: null });
});
