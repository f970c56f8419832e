import { isNotNull } from "drizzle-orm";
import { operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { logoUrl } from "@/lib/departments/embed-target";

/** Where the pictures of operators are, by id; those without one are not in it. Also of who is not active any more. */
export async function listOperatorPictures(db: Db): Promise<Record<string, string>> {
  const found = await db
    .select({ id: operators.id, pictureId: operators.pictureId })
    .from(operators)
    .where(isNotNull(operators.pictureId));
  return Object.fromEntries(found.map(({ id, pictureId }) => [id, logoUrl(pictureId) ?? ""]));
}
