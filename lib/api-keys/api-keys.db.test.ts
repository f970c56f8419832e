import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { apiKeys, auditEntries } from "@/db/schema";
import type { Context, OperatorActor } from "@/lib/context";
import { asRole, unique } from "@/tests/support/factories";
import { createApiKey } from "./create-api-key";
import { noteUse } from "./note-use";
import { findUsableKey, listApiKeys } from "./queries";
import { replaceApiKey } from "./replace-api-key";
import { revokeApiKey } from "./revoke-api-key";
import { API_KEYS_MAX } from "./rules";
import { type ApiKeyInput, apiKeyInput } from "./schemas";
import { hashApiKey } from "./token";

let admin: Context<OperatorActor>;
beforeAll(async () => {
  admin = await asRole("admin");
});
// Other tests leave theirs, and there are so many at most.
beforeEach(() => revokeAll());
const revokeAll = () => admin.db.update(apiKeys).set({ revokedAt: sql`now()` });

const input = (more: Partial<ApiKeyInput> = {}): ApiKeyInput => ({
  name: unique("Key"),
  scopes: ["chats:write", "chats:read"],
  expiresInDays: null,
  ...more,
});
const listed = async (id: string) => (await listApiKeys(admin.db)).find((key) => key.id === id);
const isUsable = async (key: string) => (await findUsableKey(admin.db, hashApiKey(key))) !== null;

test("a key is given once, and stored as a hash with its beginning", async () => {
  const wanted = input({ expiresInDays: 30 });
  const { id, key } = await createApiKey(admin, wanted);
  expect(key).toMatch(/^foyer_[A-Za-z0-9_-]{43}$/);
  const [row] = await admin.db.select().from(apiKeys).where(eq(apiKeys.id, id));
  expect(JSON.stringify(row)).not.toContain(key);
  expect(row?.keyHash).toBe(hashApiKey(key));
  const dto = await listed(id);
  expect(dto).toMatchObject({ name: wanted.name, scopes: wanted.scopes, state: "active", createdBy: admin.actor.name });
  expect(dto?.keyStart).toBe(key.slice(0, 12));
  const days = (Date.parse(dto?.expiresAt ?? "") - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(30);
});

test("its use is noted to the minute", async () => {
  const { id, key } = await createApiKey(admin, input());
  expect((await listed(id))?.lastUsedAt).toBeNull();
  expect((await findUsableKey(admin.db, hashApiKey(key)))?.isStale).toBe(true);
  await noteUse(admin.db, id);
  expect((await listed(id))?.lastUsedAt).toEqual(expect.any(String));
  expect((await findUsableKey(admin.db, hashApiKey(key)))?.isStale).toBe(false);
});

test("a revoked, a replaced and an expired one open nothing any more", async () => {
  const [first, second, third] = [
    await createApiKey(admin, input()),
    await createApiKey(admin, input()),
    await createApiKey(admin, input({ expiresInDays: 90 })),
  ];
  expect([await isUsable(first.key), await isUsable(second.key), await isUsable(third.key)]).toEqual([
    true,
    true,
    true,
  ]);
  await revokeApiKey(admin, first.id);
  const replaced = await replaceApiKey(admin, second.id);
  await admin.db.update(apiKeys).set({ expiresAt: sql`now()` }).where(eq(apiKeys.id, third.id));
  expect([await isUsable(first.key), await isUsable(second.key), await isUsable(third.key)]).toEqual([
    false,
    false,
    false,
  ]);
  expect(await isUsable(replaced.key)).toBe(true);
  expect([(await listed(first.id))?.state, (await listed(third.id))?.state]).toEqual(["revoked", "expired"]);
  for (const change of [revokeApiKey, replaceApiKey]) {
    await expect(change(admin, first.id)).rejects.toMatchObject({ code: "not_found" });
  }
});

test("what is done with a key is accounted for", async () => {
  const { id } = await createApiKey(admin, input());
  await replaceApiKey(admin, id);
  await revokeApiKey(admin, id);
  const noted = await admin.db.select().from(auditEntries).where(eq(auditEntries.subject, id));
  expect(noted.map(({ action }) => action).sort()).toEqual(["api_key.created", "api_key.replaced", "api_key.revoked"]);
  expect(noted.every(({ actorId }) => actorId === admin.actor.operatorId)).toBe(true);
});

test("nobody but an admin does any of it, a key least of all", async () => {
  const { id } = await createApiKey(admin, input());
  const key = {
    ...admin,
    actor: { type: "key" as const, keyId: id, name: "CRM", scopes: ["webhooks:manage" as const] },
  };
  for (const ctx of [await asRole("operator"), await asRole("supervisor"), key]) {
    for (const attempt of [createApiKey(ctx, input()), replaceApiKey(ctx, id), revokeApiKey(ctx, id)]) {
      await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
    }
  }
});

test("there are so many at most; revoked ones do not count", async () => {
  for (let index = 0; index < API_KEYS_MAX; index++) await createApiKey(admin, input());
  const refused = { code: "invalid", fields: { name: `tooMany:${API_KEYS_MAX}` } };
  await expect(createApiKey(admin, input())).rejects.toMatchObject(refused);
  await revokeAll();
  await createApiKey(admin, input());
});

test("what the form asks for is said at the right field", () => {
  const fieldsOf = (more: object) =>
    apiKeyInput
      .safeParse({ ...input(), ...more })
      .error?.issues.map(({ path, message }) => `${path.join(".").split(".")[0]}: ${message}`);
  expect(fieldsOf({})).toBeUndefined();
  expect(fieldsOf({ name: " ", scopes: [], expiresInDays: 31 })).toEqual([
    "name: required",
    "scopes: apiScopes",
    "expiresInDays: choice",
  ]);
  expect(fieldsOf({ scopes: ["everything"] })).toEqual(["scopes: choice"]);
});
