import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

/** A browser's end of Web Push: its keys, and what it reads out of a message (RFC 8188 and RFC 8291, by hand). */
export type BrowserKeys = { p256dh: string; auth: string; decrypt: (body: Buffer) => string };

const SALT_BYTES = 16;
const KEY_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The delimiter of the last record. */
const LAST_RECORD = 2;

export function newBrowserKeys(): BrowserKeys {
  const ecdh = createECDH("prime256v1");
  const publicKey = ecdh.generateKeys();
  const auth = randomBytes(16);
  const derive = (ikm: Buffer, salt: Buffer, info: Buffer | string, bytes: number) =>
    Buffer.from(hkdfSync("sha256", ikm, salt, info, bytes));
  return {
    p256dh: publicKey.toString("base64url"),
    auth: auth.toString("base64url"),
    decrypt(body) {
      const salt = body.subarray(0, SALT_BYTES);
      const recordSize = body.readUInt32BE(SALT_BYTES);
      const idLength = body.readUInt8(SALT_BYTES + 4);
      const sender = body.subarray(SALT_BYTES + 5, SALT_BYTES + 5 + idLength);
      const record = body.subarray(SALT_BYTES + 5 + idLength);
      if (idLength !== 65 || record.length > recordSize) throw new Error("not one record of aes128gcm");
      const info = Buffer.concat([Buffer.from("WebPush: info\0"), publicKey, sender]);
      const ikm = derive(ecdh.computeSecret(sender), auth, info, 32);
      const key = derive(ikm, salt, "Content-Encoding: aes128gcm\0", KEY_BYTES);
      const nonce = derive(ikm, salt, "Content-Encoding: nonce\0", NONCE_BYTES);
      const decipher = createDecipheriv("aes-128-gcm", key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAuthTag(record.subarray(-TAG_BYTES));
      const padded = Buffer.concat([decipher.update(record.subarray(0, -TAG_BYTES)), decipher.final()]);
      const end = padded.findLastIndex((byte) => byte !== 0);
      if (padded[end] !== LAST_RECORD) throw new Error("no end of the last record");
      return padded.subarray(0, end).toString("utf8");
    },
  };
}
