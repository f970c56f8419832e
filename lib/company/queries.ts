import { company } from "@/db/schema";
import type { Db } from "@/db/types";
import type { CompanyDto } from "@/lib/company/schemas";
import { notFound } from "@/lib/errors";

/** The one company of this installation. @throws DomainError `not_found` before the installation is prepared. */
export async function getCompany(db: Db): Promise<CompanyDto> {
  const { name, color, greeting, allowedDomains, timeZone, key } = company;
  const [row] = await db.select({ name, color, greeting, allowedDomains, timeZone, key }).from(company);
  if (!row) throw notFound();
  return row;
}
