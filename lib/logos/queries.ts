import { eq } from "drizzle-orm";
import { logos } from "@/db/schema";
import type { Db } from "@/db/types";

/** The WebP bytes of a logo, or null. */
export async function findLogo(db: Db, logoId: string): Promise<Uint8Array | null> {
  const [row] = await db.select({ bytes: logos.bytes }).from(logos).where(eq(logos.id, logoId));
  return row?.bytes ?? null;
}
