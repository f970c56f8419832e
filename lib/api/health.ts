import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { route } from "@/lib/http/route";

/** Says that this process serves and its database answers; a dead database is 503. */
export const GET = route(async () => {
  await (await database()).execute(sql`select 1`);
  return Response.json({ status: "ok" });
});
