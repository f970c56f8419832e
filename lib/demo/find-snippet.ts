import { eq, like } from "drizzle-orm";
import { company, departments } from "@/db/schema";
import { DEMO_DEPARTMENTS, demoPath } from "@/db/seed-demo";
import type { Db } from "@/db/types";
import { type DemoPage, isDemoAddress } from "./sites";

/**
 * The key that a demo page's snippet carries, or null while the demo data are not there. A department counts as the
 * demo's by its site address, which must be this installation's own: the key of a real one must not end up here.
 */
export async function findSnippetKey(
  db: Db,
  { snippet }: Pick<DemoPage, "snippet">,
  publicUrl: string | undefined,
): Promise<string | null> {
  const slug = snippet === "company" ? "pre-sales" : snippet;
  const wanted = DEMO_DEPARTMENTS.find((department) => department.slug === slug);
  if (!wanted) return null;
  const rows = await db
    .select({ key: departments.key, siteUrl: departments.siteUrl, companyKey: company.key })
    .from(departments)
    .innerJoin(company, eq(company.id, 1))
    .where(like(departments.siteUrl, `%${demoPath(wanted)}`));
  const row = rows.find(({ siteUrl }) => isDemoAddress(siteUrl, demoPath(wanted), publicUrl));
  if (!row) return null;
  return snippet === "company" ? row.companyKey : row.key;
}
