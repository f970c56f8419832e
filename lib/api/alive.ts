import { route } from "@/lib/http/route";

/** Says that this process answers, whatever its database does: who restarts a process should ask for no more. */
export const GET = route(async () => Response.json({ status: "ok" }));
