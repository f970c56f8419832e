import { toDomainError } from "@/lib/http/failure";
import type { ActionResult } from "@/lib/http/result";
import { log } from "@/lib/log";

/**
 * Runs the body of a server action and turns every refusal into a result. Next's own signals (redirect, notFound) pass
 * through. A bug is logged and answered as `unexpected`, without detail.
 */
export async function action<T>(work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    if (isNextSignal(error)) throw error;
    const refusal = toDomainError(error);
    if (!refusal) {
      log.error({ err: error }, "server action failed");
      return { ok: false, code: "unexpected" };
    }
    const { code, fields, data } = refusal;
    return { ok: false, code, ...(fields && { fields }), ...(data && { data }) };
  }
}

const isNextSignal = (error: unknown) =>
  error instanceof Error && "digest" in error && typeof error.digest === "string" && error.digest.startsWith("NEXT_");
