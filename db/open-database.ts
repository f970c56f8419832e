import type { EmbeddedOptions } from "./embedded/open";
import type { DatabaseHandle } from "./handle";
import type { PostgresOptions } from "./postgres";

export type DatabaseOptions = ({ kind: "embedded" } & EmbeddedOptions) | ({ kind: "postgres" } & PostgresOptions);

/**
 * Opens a database and proves that it answers. The tables may be those of an older version until `migrate` has run.
 * Only the driver that is used is loaded.
 * @throws StartupError when it cannot be opened.
 */
export async function openDatabase(options: DatabaseOptions): Promise<DatabaseHandle> {
  if (options.kind === "postgres") {
    const { openPostgres } = await import("./postgres");
    return openPostgres(options);
  }
  const { openEmbedded } = await import("./embedded/open");
  return openEmbedded(options);
}
