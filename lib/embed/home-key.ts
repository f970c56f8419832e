import { company } from "@/db/schema";
import type { Db } from "@/db/types";
import { findEmbedTarget } from "@/lib/departments/embed-target";
import { isOriginAllowed } from "./rules";

/**
 * The key with which the home page carries the company's own chat. Null where nobody could use it there: no visible
 * department, or the snippet is for other domains alone. `origin`: of the home page.
 */
export async function findHomeKey(db: Db, origin: string): Promise<string | null> {
  const [row] = await db.select({ key: company.key }).from(company);
  const target = row && (await findEmbedTarget(db, row.key));
  return target && target.departments.length > 0 && isOriginAllowed(origin, target.allowedDomains) ? target.key : null;
}
