import { company } from "@/db/schema";
import { ensureInstallation } from "@/lib/company/ensure-installation";
import { testDatabase } from "./database";

/** The key of the company's own snippet, which lists every visible department. */
export async function companyKey(): Promise<string> {
  const db = await testDatabase();
  await ensureInstallation(db);
  const [row] = await db.select({ key: company.key }).from(company);
  if (!row) throw new Error("no company");
  return row.key;
}
