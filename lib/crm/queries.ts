import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chatSettings, crmConnection } from "@/db/schema";
import type { Db } from "@/db/types";
import type { CrmStateDto } from "./schemas";

/** Without password and session. */
export async function getCrmState(db: Db): Promise<CrmStateDto> {
  const [[row], [saved], [counts]] = await Promise.all([
    db.select().from(crmConnection),
    db
      .select({ address: chatSettings.crmAddress, login: chatSettings.login, box: chatSettings.passwordEncrypted })
      .from(chatSettings),
    rows<{ waiting: number; failed: number }>(
      db,
      sql`select count(*) filter (where failed_at is null)::int as waiting,
            count(*) filter (where failed_at is not null)::int as failed
          from crm_deliveries where delivered_at is null`,
    ),
  ]);
  const iso = (at: Date | null | undefined) => at?.toISOString() ?? null;
  return {
    connected: row ? { address: row.address, login: row.login, since: row.connectedAt.toISOString() } : null,
    // Synchronize takes the password over as it is stored, sealed: the same box is the same password.
    isUpToDate: row
      ? row.address === saved?.address && row.login === saved.login && row.passwordEncrypted === saved.box
      : !saved?.address,
    failure: row?.failure ?? null,
    failureText: row?.failureText ?? null,
    failedAt: iso(row?.failedAt),
    retryAt: iso(row?.retryAt),
    lastSentAt: iso(row?.lastSentAt),
    waiting: counts?.waiting ?? 0,
    failed: counts?.failed ?? 0,
  };
}
