import { logos } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { randomToken } from "@/lib/ids";
import type { Picture } from "@/lib/logos/re-encode-logo";

/** Stores a picture under a random id: that of a hidden department must not be found by what it shows. */
export async function storeLogo(tx: Transaction, { bytes, width, height }: Picture): Promise<string> {
  const id = randomToken(16);
  await tx.insert(logos).values({ id, bytes, width, height });
  return id;
}
