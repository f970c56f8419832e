import { expect, test } from "vitest";
import { pushKeys, pushSubscriptions } from "@/db/schema";
import { withFreshDatabase } from "@/tests/support/database";
import { ensurePushKeys } from "./keys";

const SECRET = "one secret that is long enough for this";
const OTHER = "another secret that is long enough, too";

test("keys are made once, whichever of several processes asks first, and kept encrypted", async () => {
  await withFreshDatabase(async (db) => {
    const made = await Promise.all(Array.from({ length: 5 }, () => ensurePushKeys(db, SECRET)));
    expect(new Set(made.map(({ publicKey }) => publicKey)).size).toBe(1);
    expect(new Set(made.map(({ privateKey }) => privateKey)).size).toBe(1);
    expect(Buffer.from(made[0]?.publicKey ?? "", "base64url")).toHaveLength(65);
    const [row] = await db.select().from(pushKeys);
    expect(JSON.stringify(row)).not.toContain(made[0]?.privateKey);
  });
});

test("keys that the secret does not open are replaced, with the subscriptions that hang on them", async () => {
  await withFreshDatabase(async (db) => {
    const old = await ensurePushKeys(db, SECRET);
    const fresh = await Promise.all([ensurePushKeys(db, OTHER), ensurePushKeys(db, OTHER)]);
    expect(fresh[0]).toEqual(fresh[1]);
    expect(fresh[0]?.publicKey).not.toBe(old.publicKey);
    expect(await ensurePushKeys(db, OTHER)).toEqual(fresh[0]);
    expect(await db.$count(pushSubscriptions)).toBe(0);
  });
});
