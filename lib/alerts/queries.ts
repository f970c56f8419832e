import { eq } from "drizzle-orm";
import { operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { type AlertSettings, alertSettingsOf } from "./rules";

/** What an operator hears of, and by which means; the product's own settings where they never chose. */
export async function getAlertSettings(db: Db, operatorId: string): Promise<AlertSettings> {
  const [row] = await db
    .select({ stored: operators.alertSettings })
    .from(operators)
    .where(eq(operators.id, operatorId));
  return alertSettingsOf(row?.stored);
}
