import "server-only";
import { headers } from "next/headers";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";

/**
 * The address that links begin with: PUBLIC_URL, else the page's own origin. For server actions: their guard has
 * compared the origin with the host, so nobody can slip in another site's by a header.
 */
export async function linkBase(): Promise<string> {
  const base = env().PUBLIC_URL ?? (await headers()).get("origin");
  if (!base) throw new DomainError("forbidden", "The page's origin is unknown");
  return base;
}
