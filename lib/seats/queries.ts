import { isNull } from "drizzle-orm";
import { operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { type Licence, type LicenceDto, trialOf } from "./rules";

/** Whoever is active takes a seat, in whichever role. */
export async function getLicence(db: Db, licence: Licence, now: Date): Promise<LicenceDto> {
  const taken = await db.$count(operators, isNull(operators.deactivatedAt));
  const until = licence.trialUntil?.toISOString() ?? null;
  return { taken, seats: licence.seats, trial: { ...trialOf(licence, now), until } };
}
