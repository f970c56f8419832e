import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { DomainError } from "@/lib/errors";
import type { Identity } from "./schemas";

const identityRequired = () =>
  new DomainError("identity_required", "This department talks to visitors whom their site vouches for");

/** @throws DomainError `identity_required` where a department takes nobody else, and nobody vouches for this visitor */
export async function assertKnownEnough(db: Db, departmentId: string, identity?: Identity | null): Promise<void> {
  if (identity) return;
  const [strict] = await rows(db, sql`select 1 from departments where id = ${departmentId} and verified_only`);
  if (strict) throw identityRequired();
}
