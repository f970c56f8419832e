import http from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";

/**
 * A page that is as bad as can be: what it is asked for goes into its query and into its text as it is. Whatever scans us
 * must find both here, else it has proven nothing.
 */
export async function openControl(databaseUrl: string): Promise<{ origin: string; close: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  pool.on("error", () => undefined);
  const server = http.createServer(async (request, response) => {
    const name = new URL(request.url ?? "/", "http://control").searchParams.get("name");
    response.setHeader("content-type", "text/html");
    if (name === null) return response.end(`<a href="/find?name=anna">find</a>`);
    const found = await pool
      .query(`select name from departments where name = '${name}'`)
      .then(({ rows }) => JSON.stringify(rows))
      .catch((error: unknown) => `ERROR: ${error instanceof Error ? error.message : error} (PostgreSQL query failed)`);
    response.end(`<h1>Found for ${name}</h1><p>${found}</p>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
}
