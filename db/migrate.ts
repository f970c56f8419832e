import { EnvError } from "@/lib/env";
import { databaseHandle } from "./client";
import { isStartupError } from "./startup-error";

/** `npm run db:migrate`: brings the configured database up to this version; for hosts where `npm start` does not run. */
async function main(): Promise<void> {
  const handle = await databaseHandle();
  try {
    await handle.migrate();
  } finally {
    await handle.close();
  }
  console.log("The database is up to date.");
}

main().catch((error: unknown) => {
  console.error(isStartupError(error) || error instanceof EnvError ? error.message : error);
  process.exitCode = 1;
});
