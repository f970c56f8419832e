// Preloaded into the server under test (NODE_OPTIONS): lets journeys run SQL on its database, to move the clock of a chat
// or to set up what would take a person many clicks. Listens on this machine only; the product knows nothing of it.
import { createServer } from "node:http";

const port = Number(process.env.E2E_DOOR_PORT);

if (process.argv[1]?.endsWith("start.mjs") && port > 0) {
  const server = createServer(async (request, response) => {
    try {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const { sql } = await import("drizzle-orm");
      const { db } = await globalThis[Symbol.for("foyer.database")];
      const { rows } = await db.execute(sql.raw(Buffer.concat(chunks).toString("utf8")));
      response.end(JSON.stringify(rows));
    } catch (error) {
      response.writeHead(500);
      response.end(String(error?.cause ?? error));
    }
  });
  server.listen(port, "127.0.0.1");
  // The door alone keeps no process alive.
  server.unref();
}
