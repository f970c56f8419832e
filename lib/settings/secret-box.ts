import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** The format, and at the same time what the key is derived for: a box of another format or purpose does not open. */
const VERSION = "v1";
const CRM_PASSWORD = "foyer/chat-settings/crm-password";
const CIPHER = "aes-256-gcm";
/** Bytes: NIST SP 800-38D recommends a nonce of 96 bits, drawn anew for every box, and the full tag. */
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A box that was changed, cut, made with another secret, or is none at all. */
export class SecretBoxError extends Error {
  override readonly name = "SecretBoxError";
}

/**
 * Encrypts a text so that only holders of `secret` read it, and nobody changes it unnoticed: AES-256-GCM with a key
 * derived by HKDF-SHA256 (RFC 5869). Gives `v1.<nonce>.<ciphertext>.<tag>`, each part in base64url. A box made for one
 * `purpose` opens for no other.
 */
export function sealSecret(text: string, secret: string, purpose = CRM_PASSWORD): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(secret, purpose), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(VERSION));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [VERSION, ...[nonce, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
}

/** The text of a box. @throws SecretBoxError */
export function openSecret(box: string, secret: string, purpose = CRM_PASSWORD): string {
  const [version, nonce, sealed, tag, ...rest] = box.split(".");
  if (version !== VERSION || nonce === undefined || sealed === undefined || tag === undefined || rest.length > 0) {
    throw new SecretBoxError("This is no box of a known format");
  }
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(secret, purpose), bytesOf(nonce), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(VERSION));
    decipher.setAuthTag(bytesOf(tag));
    return Buffer.concat([decipher.update(bytesOf(sealed)), decipher.final()]).toString("utf8");
  } catch {
    // Node's own error says nothing more, and a longer one would tell an attacker what to try next.
    throw new SecretBoxError("The box was changed, or made with another secret");
  }
}

const bytesOf = (text: string) => Buffer.from(text, "base64url");
const keyOf = (secret: string, purpose: string) => Buffer.from(hkdfSync("sha256", secret, "", purpose, KEY_BYTES));
