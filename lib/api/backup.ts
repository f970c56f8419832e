import { existsSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { database } from "@/db/client";
import { authSecret } from "@/lib/auth/secret";
import { backupKey } from "@/lib/backup/key";
import { writeBackup } from "@/lib/backup/write-backup";
import { env } from "@/lib/env";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { assertBearerSecret } from "@/lib/http/bearer-secret";
import { route } from "@/lib/http/route";
import { log } from "@/lib/log";

/**
 * A backup of the running installation, for `npm run backup`: the embedded database lets no second process in. Cut off
 * where something fails; a backup without its last line is refused when it is restored.
 */
export const GET = route(async (request) => {
  assertBearerSecret(request, backupKey(authSecret()), "the backup key");
  const lines = writeBackup({ db: await database(), storage: fileStorage(), secret: keptSecretOf(env()) });
  const packed = Readable.from(lines).on("error", (error) => log.error({ err: error }, "the backup failed"));
  const body = packed.pipe(createGzip());
  packed.once("error", (error) => body.destroy(error));
  body.once("close", () => packed.destroy());
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, {
    headers: { "content-type": "application/gzip", "content-disposition": 'attachment; filename="foyer-backup.gz"' },
  });
});

/** Only where it is kept in a file: what the environment says is not ours to write down. */
const keptSecretOf = ({ AUTH_SECRET, DATA_DIR }: ReturnType<typeof env>): string | null =>
  !AUTH_SECRET && existsSync(path.join(DATA_DIR, "secret")) ? authSecret() : null;
