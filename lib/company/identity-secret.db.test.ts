import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEntries, company } from "@/db/schema";
import { confirmIdentity } from "@/lib/identity/confirm";
import { newIdentitySecret, openIdentitySecret } from "@/lib/identity/secret";
import { withFreshDatabase } from "@/tests/support/database";
import { signIdentity } from "@/tests/support/identity";
import { actingOn, prepareCompany } from "@/tests/support/on-database";
import { getIdentitySettings } from "./identity-queries";
import { removeIdentitySecret, rotateIdentitySecret } from "./identity-secret";

const INSTALLATION = "the installation's own secret, long enough";

test("the identity secret is given once, stored sealed, replaced and removed, each accounted for", () =>
  withFreshDatabase(async (db) => {
    const admin = actingOn(db);
    const { name } = await prepareCompany(db, { verifiedOnly: true });
    expect(await getIdentitySettings(db)).toEqual({ hasSecret: false, strict: [name] });
    const first = await rotateIdentitySecret(admin, INSTALLATION);
    const [stored] = await db.select({ box: company.identitySecretEncrypted }).from(company);
    expect(stored?.box).not.toContain(first.secret);
    expect(openIdentitySecret(stored?.box ?? "", INSTALLATION)).toBe(first.secret);
    const second = await rotateIdentitySecret(admin, INSTALLATION);
    expect(second.secret).not.toBe(first.secret);
    expect((await getIdentitySettings(db)).hasSecret).toBe(true);
    await removeIdentitySecret(admin);
    expect((await getIdentitySettings(db)).hasSecret).toBe(false);
    const noted = await db.select().from(auditEntries);
    expect(noted.map(({ action }) => action).sort()).toEqual([
      "identity_secret.removed",
      "identity_secret.rotated",
      "identity_secret.rotated",
    ]);
    expect(JSON.stringify(noted)).not.toContain(first.secret);
  }));

test("what the secret before has signed counts for an hour, and not at all once it was removed", () =>
  withFreshDatabase(async (db) => {
    const admin = actingOn(db);
    await prepareCompany(db);
    const confirm = (secret: string) =>
      confirmIdentity(db, signIdentity("42", {}, secret), { authSecret: INSTALLATION, now: new Date() });
    const refused = { code: "identity_invalid" };
    const age = (minutes: number) =>
      db.update(company).set({ identitySecretRotatedAt: sql`now() - make_interval(mins => ${minutes})` });
    const { secret: first } = await rotateIdentitySecret(admin, INSTALLATION);
    expect(await confirm(first)).toMatchObject({ sub: "42" });
    const { secret: second } = await rotateIdentitySecret(admin, INSTALLATION);
    await age(59);
    for (const secret of [first, second]) expect(await confirm(secret)).toMatchObject({ sub: "42" });
    await expect(confirm(newIdentitySecret())).rejects.toMatchObject(refused);
    await age(61);
    expect(await confirm(second)).toMatchObject({ sub: "42" });
    await expect(confirm(first)).rejects.toMatchObject(refused);
    const { secret: third } = await rotateIdentitySecret(admin, INSTALLATION);
    expect(await confirm(second)).toMatchObject({ sub: "42" });
    await expect(confirm(first)).rejects.toMatchObject(refused);
    await removeIdentitySecret(admin);
    const { secret: fourth } = await rotateIdentitySecret(admin, INSTALLATION);
    await expect(confirm(third)).rejects.toMatchObject(refused);
    expect(await confirm(fourth)).toMatchObject({ sub: "42" });
  }));

test("nobody but an admin makes or removes it", () =>
  withFreshDatabase(async (db) => {
    await prepareCompany(db);
    for (const role of ["operator", "supervisor"] as const) {
      const actor = actingOn(db, role);
      await expect(rotateIdentitySecret(actor, INSTALLATION)).rejects.toMatchObject({ code: "forbidden" });
      await expect(removeIdentitySecret(actor)).rejects.toMatchObject({ code: "forbidden" });
    }
  }));
