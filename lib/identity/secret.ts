import { randomBytes } from "node:crypto";
import { openSecret, sealSecret } from "@/lib/settings/secret-box";

const PURPOSE = "foyer/identity/secret";

/** What sites sign with: 256 random bits as text, of which they use the bytes as they are. */
export const newIdentitySecret = () => randomBytes(32).toString("base64url");

/** As it is stored; `authSecret` is the installation's own. */
export const sealIdentitySecret = (secret: string, authSecret: string) => sealSecret(secret, authSecret, PURPOSE);

/** @throws SecretBoxError */
export const openIdentitySecret = (box: string, authSecret: string) => openSecret(box, authSecret, PURPOSE);
