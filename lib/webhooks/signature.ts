import { createHmac, randomBytes } from "node:crypto";
import { openSecret, sealSecret } from "@/lib/settings/secret-box";

const PURPOSE = "foyer/webhooks/secret";
const PREFIX = "whsec_";
/** Bytes; Standard Webhooks asks for 24 to 64. */
const SECRET_BYTES = 32;

/** What a receiver verifies with: `whsec_` and the bytes in base64. */
export const newWebhookSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString("base64");

/** As it is stored; `authSecret` is the installation's own. */
export const sealWebhookSecret = (secret: string, authSecret: string) => sealSecret(secret, authSecret, PURPOSE);

/** @throws SecretBoxError */
export const openWebhookSecret = (box: string, authSecret: string) => openSecret(box, authSecret, PURPOSE);

/**
 * The headers by which a receiver knows who sent `body`, and when (Standard Webhooks 1.0, symmetric): HMAC-SHA256 over
 * id, time and body, one signature for each secret. `at` is the time of this attempt.
 */
export function signatureHeaders(id: string, at: Date, body: string, secrets: readonly string[]) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
