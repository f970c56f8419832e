import { createHmac } from "node:crypto";
import { openSecret, SecretBoxError, sealSecret } from "@/lib/settings/secret-box";

const PURPOSE = "foyer/channel-token";

export const sealToken = (token: string, authSecret: string) => sealSecret(token, authSecret, PURPOSE);

/** Null: it was sealed by the secret of another installation, and only the token itself helps, entered anew. */
export function openToken(box: string, authSecret: string): string | null {
  try {
    return openSecret(box, authSecret, PURPOSE);
  } catch (error) {
    if (error instanceof SecretBoxError) return null;
    throw error;
  }
}

/** What a service sends along with everything, so that nobody else can speak for it: 43 letters, digits, `-` and `_`. */
export const updateSecret = (channelId: string, authSecret: string) =>
  createHmac("sha256", authSecret).update(`foyer/channel-updates/${channelId}`).digest("base64url");
