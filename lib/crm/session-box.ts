import { z } from "zod";
import { openSecret, SecretBoxError, sealSecret } from "@/lib/settings/secret-box";
import type { CrmSession } from "./sign-in";

const PURPOSE = "foyer/crm-session";
const cookies = z.record(z.string(), z.string());

export const sealSession = (session: CrmSession, authSecret: string) =>
  sealSecret(JSON.stringify(session), authSecret, PURPOSE);

/** Null where it cannot be read: then one signs in anew. */
export function openSession(box: string, authSecret: string): CrmSession | null {
  try {
    return cookies.parse(JSON.parse(openSecret(box, authSecret, PURPOSE)));
  } catch (error) {
    if (error instanceof SecretBoxError) return null;
    throw error;
  }
}
