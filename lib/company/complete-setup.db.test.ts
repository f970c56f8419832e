import { expect, test } from "vitest";
import { company, operators } from "@/db/schema";
import { isSetupOpen } from "@/lib/auth/setup-token";
import { withFreshDatabase } from "@/tests/support/database";
import { completeSetup } from "./complete-setup";
import { ensureInstallation } from "./ensure-installation";

/** A database of its own takes seconds to open on a busy machine. */
const FRESH_DATABASE_MS = 60_000;

const admin = (n: number) => ({
  companyName: `Company ${n}`,
  name: `Admin ${n}`,
  email: `admin${n}@example.com`,
  passwordHash: "none",
});

test(
  "of parallel submissions exactly one makes the first admin; the others find nothing",
  async () => {
    await withFreshDatabase(async (db) => {
      await ensureInstallation(db);
      expect(await isSetupOpen(db)).toBe(true);
      const outcomes = await Promise.allSettled([1, 2, 3, 4].map((n) => completeSetup(db, admin(n))));
      const winner = outcomes.findIndex(({ status }) => status === "fulfilled") + 1;
      const refused = outcomes.filter((outcome) => outcome.status === "rejected");
      expect(refused.map(({ reason }) => reason.code)).toEqual(["not_found", "not_found", "not_found"]);
      const people = await db.select().from(operators);
      expect(people).toMatchObject([{ email: `admin${winner}@example.com`, role: "admin" }]);
      expect(await db.select().from(company)).toMatchObject([{ name: `Company ${winner}` }]);
      expect(await isSetupOpen(db)).toBe(false);
      await expect(completeSetup(db, admin(9))).rejects.toMatchObject({ code: "not_found" });
    });
  },
  FRESH_DATABASE_MS,
);

test(
  "works on an installation without its row, and stays open when the address has an account",
  async () => {
    await withFreshDatabase(async (db) => {
      await db.insert(operators).values({ name: "Seeded", email: "admin1@example.com", passwordHash: "none" });
      await expect(completeSetup(db, admin(1))).rejects.toMatchObject({ fields: { email: "emailTaken" } });
      expect(await isSetupOpen(db)).toBe(true);
      await completeSetup(db, admin(2));
      expect(await isSetupOpen(db)).toBe(false);
    });
  },
  FRESH_DATABASE_MS,
);
