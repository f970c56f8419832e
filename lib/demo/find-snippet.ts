import { eq, like } from "drizzle-orm";
import { company, departments } from "@/db/schema";
import { DEMO_DEPARTMENTS, demoPath } from "@/db/seed-demo";
import type { Db } from "@/db/types";
import type { DemoPage } from "./sites";

/** The key that a demo page's snippet carries, or null while the demo data are not there. */
export async function findSnippetKey(db: Db, { snippet }: DemoPage): Promise<string | null> {
  const slug = snippet === "company" ? "pre-sales" : snippet;
  const wanted = DEMO_DEPARTMENTS.find((department) => department.slug === slug);
  if (!wanted) return null;
  const [row] = await db
    .select({ key: departments.key, companyKey: company.key })
    .from(departments)
    .innerJoin(company, eq(company.id, 1))
    .where(like(departments.siteUrl, `%${demoPath(wanted)}`));
  if (!row) return null;
  return snippet === "company" ? row.companyKey : row.key;
}
