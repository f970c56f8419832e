import { expect, test } from "vitest";
import { departments } from "@/db/schema";
import { rotateIdentitySecret } from "@/lib/company/identity-secret";
import { confirmIdentity } from "@/lib/identity/confirm";
import { withFreshDatabase } from "@/tests/support/database";
import { actingOn, prepareCompany } from "@/tests/support/on-database";
import { signDemoIdentity } from "./sign-demo-identity";

const INSTALLATION = "the installation's own secret, long enough";

test("the playground vouches for a made-up person, and only while no department insists on known visitors", () =>
  withFreshDatabase(async (db) => {
    await prepareCompany(db);
    const sign = () => signDemoIdentity(db, "abcdefgh01234567", INSTALLATION);
    expect(await sign()).toEqual({ missing: "noSecret" });
    await rotateIdentitySecret(actingOn(db), INSTALLATION);
    const signed = await sign();
    const token = "token" in signed ? signed.token : "";
    expect(await confirmIdentity(db, token, { authSecret: INSTALLATION, now: new Date() })).toMatchObject({
      sub: "demo-abcdefgh01234567",
      email: "demo@example.com",
    });
    await db.update(departments).set({ verifiedOnly: true });
    expect(await sign()).toEqual({ missing: "strict" });
  }));
