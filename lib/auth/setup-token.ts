import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { isNotNull } from "drizzle-orm";
import { company } from "@/db/schema";
import type { Db } from "@/db/types";

const SETUP_TOKEN_LENGTH = 32;

/** The token of the setup link. It follows from the secret, so that every process and every start prints the same. */
export function setupToken(secret: string): string {
  return createHmac("sha256", secret).update("foyer setup v1").digest("base64url").slice(0, SETUP_TOKEN_LENGTH);
}

/** Compares in constant time. */
export function isSetupToken(given: unknown, secret: string): boolean {
  const expected = Buffer.from(setupToken(secret));
  const actual = Buffer.from(typeof given === "string" ? given : "");
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** Whether this installation still waits for its first admin. */
export async function isSetupOpen(db: Db): Promise<boolean> {
  const rows = await db.select({ id: company.id }).from(company).where(isNotNull(company.setupCompletedAt));
  return rows.length === 0;
}
