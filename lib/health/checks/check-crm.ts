import type { Db } from "@/db/types";
import { getCrmState } from "@/lib/crm/queries";
import { fact, type HealthCheck } from "../schemas";

/** Whether closed chats get to the CRM: by what became of the last attempts, and without asking it. */
export async function checkCrm(db: Db): Promise<HealthCheck> {
  const { connected, isUpToDate, failure, failedAt, waiting, failed, lastSentAt } = await getCrmState(db);
  const facts = [
    ...fact("server", connected && new URL(connected.address).host),
    ...fact("waiting", waiting, "count"),
    ...fact("givenUp", failed, "count"),
    ...fact("lastSent", lastSentAt, "time"),
    ...fact("lastErrorAt", failedAt, "time"),
  ];
  const answer = (state: HealthCheck["state"], reason: string): HealthCheck => ({ name: "crm", state, reason, facts });
  if (failure === "unreachable") return answer("warn", "unreachable");
  if (failure !== null) return answer("fail", failure === "password" ? "password" : "broken");
  if (failed > 0) return answer("warn", "refused");
  if (!connected) return isUpToDate ? answer("ok", "unused") : answer("warn", "notInUse");
  return answer("ok", "ok");
}
