import { and, eq, isNull, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { rows } from "@/db/rows";
import { invitations, operators } from "@/db/schema";
import type { Database, Transaction } from "@/db/types";
import { completeSetup } from "@/lib/company/complete-setup";
import type { Context, OperatorActor } from "@/lib/context";
import { acceptInvitation } from "@/lib/operators/accept-invitation";
import { deactivateOperator, reactivateOperator } from "@/lib/operators/deactivate-operator";
import { inviteOperator } from "@/lib/operators/invite-operator";
import { testDatabaseKind, withFreshDatabase } from "@/tests/support/database";
import { operatorActor } from "@/tests/support/factories";
import { getLicence } from "./queries";
import type { Licence } from "./rules";
import { takeSeat } from "./take-seat";

const licence = (seats: number | null, trialUntil: Date | null = null): Licence => ({ seats, trialUntil });
const PAST = new Date("2020-01-01T00:00:00Z");

/** An admin who is there, and therefore has a seat. */
async function adminOn(db: Database): Promise<Context<OperatorActor>> {
  const values = {
    name: "Admin",
    email: `${crypto.randomUUID()}@example.com`,
    passwordHash: "x",
    role: "admin" as const,
  };
  const [row] = await db.insert(operators).values(values).returning();
  if (!row) throw new Error("no row");
  return { actor: operatorActor(row), db, publish: async () => undefined };
}

const countActive = (db: Database) => db.$count(operators, isNull(operators.deactivatedAt));

async function invite(admin: Context<OperatorActor>) {
  const email = `${crypto.randomUUID()}@example.com`;
  const { token } = await inviteOperator(admin, { email, role: "operator", departmentIds: [] });
  return {
    email,
    token,
    accept: (to: Licence) => acceptInvitation(admin.db, token, { name: "New", passwordHash: "x" }, to),
  };
}

/** Somebody who was active once. */
async function former(db: Database): Promise<string> {
  const values = {
    name: "Former",
    email: `${crypto.randomUUID()}@example.com`,
    passwordHash: "x",
    deactivatedAt: PAST,
  };
  const [row] = await db.insert(operators).values(values).returning({ id: operators.id });
  return row?.id ?? "";
}

async function isSomebodyWaiting(tx: Transaction): Promise<boolean> {
  const [found] = await rows<{ waits: boolean }>(
    tx,
    sql`select exists (select 1 from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())) as waits`,
  );
  return found?.waits ?? false;
}

describe("a number of seats", () => {
  test("is what can be active at once: by an invitation, by a reactivation, in any role", () =>
    withFreshDatabase(async (db) => {
      const admin = await adminOn(db);
      const three = licence(3);
      await (await invite(admin)).accept(three);
      const again = await former(db);
      await reactivateOperator(admin, again, three);
      const full = { code: "seats_taken", data: { seats: 3 } };
      const invitation = await invite(admin);
      await expect(invitation.accept(three)).rejects.toMatchObject(full);
      await expect(reactivateOperator(admin, await former(db), three)).rejects.toMatchObject(full);
      expect(await countActive(db)).toBe(3);
      // Nothing of the refused one has happened: the link is as good as before, and works once there is a seat.
      const isTheirs = and(eq(invitations.email, invitation.email), isNull(invitations.acceptedAt));
      expect(await db.$count(invitations, isTheirs)).toBe(1);
      await deactivateOperator(admin, again);
      await invitation.accept(three);
      expect(await getLicence(db, three, new Date())).toMatchObject({ taken: 3, seats: 3, trial: { phase: "none" } });
    }));

  test("has the last one taken by one of many who come at once", () =>
    withFreshDatabase(async (db) => {
      const admin = await adminOn(db);
      const two = licence(2);
      const ways: (() => Promise<unknown>)[] = [];
      for (let i = 0; i < 4; i++) {
        const { accept } = await invite(admin);
        const id = await former(db);
        ways.push(
          () => accept(two),
          () => reactivateOperator(admin, id, two),
        );
      }
      const outcomes = await Promise.allSettled(ways.map((way) => way()));
      const refused = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
      expect(refused).toEqual(Array(7).fill("seats_taken"));
      expect(await countActive(db)).toBe(2);
    }));

  // The embedded database runs one transaction at a time, so that there nobody comes in between.
  test.skipIf(testDatabaseKind === "embedded")("is not given to who comes before the last one is taken for good", () =>
    withFreshDatabase(async (db) => {
      const admin = await adminOn(db);
      const { accept } = await invite(admin);
      let other: Promise<string> | null = null;
      await db.transaction(async (tx) => {
        await takeSeat(tx, licence(2));
        await tx.insert(operators).values({ name: "First", email: "first@example.com", passwordHash: "x" });
        let isOver = false;
        other = accept(licence(2)).then(
          () => "ok",
          (error: { code: string }) => error.code,
        );
        void other.finally(() => {
          isOver = true;
        });
        while (!isOver && !(await isSomebodyWaiting(tx))) await new Promise(setImmediate);
      });
      expect(await other).toBe("seats_taken");
      expect(await countActive(db)).toBe(2);
    }),
  );

  test("that is lower than what is active takes nobody away, and lets nobody in", () =>
    withFreshDatabase(async (db) => {
      const admin = await adminOn(db);
      for (let i = 0; i < 3; i++) await (await invite(admin)).accept(licence(null));
      await expect((await invite(admin)).accept(licence(2))).rejects.toMatchObject({ code: "seats_taken" });
      expect(await countActive(db)).toBe(4);
      // Repeating what is done already asks for nothing.
      await reactivateOperator(admin, admin.actor.operatorId, licence(2));
    }));

  test("does not keep the first admin out", () =>
    withFreshDatabase(async (db) => {
      await former(db);
      const first = { companyName: "Tom's", name: "Tom", email: "tom@example.com", passwordHash: "x" };
      await completeSetup(db, first);
      expect(await countActive(db)).toBe(1);
    }));
});

describe("a trial that is over", () => {
  test("leaves everybody active, and makes nobody so, until it is longer", () =>
    withFreshDatabase(async (db) => {
      const admin = await adminOn(db);
      const { accept } = await invite(admin);
      const over = { code: "trial_over" };
      await expect(accept(licence(null, PAST))).rejects.toMatchObject(over);
      await expect(reactivateOperator(admin, await former(db), licence(99, PAST))).rejects.toMatchObject(over);
      expect(await countActive(db)).toBe(1);
      await accept(licence(null, new Date("2100-01-01T00:00:00Z")));
      expect(await countActive(db)).toBe(2);
    }));
});
