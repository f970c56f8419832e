import { route } from "@/lib/http/route";
import { listStandingAlerts } from "@/lib/supervision/list-alerts";
import { operatorContext } from "../context";

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  return Response.json({ alerts: await listStandingAlerts(db, actor) });
});
