import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { assertAdmin } from "@/lib/operators/access";
import type { SynchronizeResult, SynchronizeTarget } from "./sync-schemas";

/** What a target says of itself: how it went, and what that changed. */
export type Told = Omit<SynchronizeResult, "target">;

/** Something that keeps a copy of the settings. `tell` may throw: that is a failure of this target alone. */
export type SyncTarget = { target: SynchronizeTarget; tell: (ctx: Context) => Promise<Told> };

/**
 * Gives the stored settings to everything that keeps a copy of them, one after the other, and reports target by target.
 * One that fails does not keep the others from being told.
 * @throws DomainError `forbidden`
 */
export async function synchronize(ctx: Context, targets: readonly SyncTarget[]): Promise<SynchronizeResult[]> {
  assertAdmin(ctx.actor);
  const results: SynchronizeResult[] = [];
  for (const { target, tell } of targets) results.push({ target, ...(await attempt(ctx, { target, tell })) });
  return results;
}

async function attempt(ctx: Context, { target, tell }: SyncTarget): Promise<Told> {
  try {
    return await tell(ctx);
  } catch (error) {
    log.error({ err: error, target }, "synchronizing failed");
    return { outcome: "failed", facts: [], problem: "unexpected", text: "" };
  }
}
