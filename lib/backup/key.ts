import { createHmac } from "node:crypto";

/** What lets a program on the same machine ask a running server for a backup: whoever has the secret has everything. */
export const backupKey = (authSecret: string): string =>
  createHmac("sha256", authSecret).update("foyer backup v1").digest("base64url");
