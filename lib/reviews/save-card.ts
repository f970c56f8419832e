import { asc, inArray, sql } from "drizzle-orm";
import { reviewCriteria } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import type { CardInput } from "./schemas";

/**
 * Makes the company's card what is given, in its order. Reviews keep the names and weights that they were given by.
 * @throws DomainError `forbidden`; `conflict` when somebody else took away a criterion that is in it
 */
export async function saveCard(ctx: Context, { criteria }: CardInput): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx) => {
    // One after the other: each sees the whole card of the one before.
    await tx.execute(sql`lock table review_criteria in share row exclusive mode`);
    const before = await readCard(tx);
    const known = new Set(before.map(({ id }) => id));
    if (criteria.some(({ id }) => id !== undefined && !known.has(id))) {
      throw new DomainError("conflict", "Somebody else has taken a criterion away");
    }
    const kept = new Set(criteria.flatMap(({ id }) => id ?? []));
    const gone = [...known].filter((id) => !kept.has(id));
    if (gone.length > 0) await tx.delete(reviewCriteria).where(inArray(reviewCriteria.id, gone));
    if (criteria.length > 0) {
      await tx
        .insert(reviewCriteria)
        .values(criteria.map((one, position) => ({ ...one, position })))
        .onConflictDoUpdate({
          target: reviewCriteria.id,
          set: {
            name: sql`excluded.name`,
            hint: sql`excluded.hint`,
            weight: sql`excluded.weight`,
            position: sql`excluded.position`,
          },
        });
    }
    const told = (all: readonly { name: string; hint: string; weight: number }[]) => ({
      criteria: all.map(({ name, hint, weight }) => ({ name, hint, weight })),
    });
    await noteChange(tx, ctx.actor, { action: "review_card.updated", before: told(before), after: told(criteria) });
  });
}

const readCard = (tx: Transaction) => tx.select().from(reviewCriteria).orderBy(asc(reviewCriteria.position));
