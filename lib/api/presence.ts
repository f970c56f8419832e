import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { presenceInput, setPresence } from "@/lib/operators/set-presence";
import { operatorContext } from "./context";

export const PUT = route(async (request) => {
  const ctx = await operatorContext(request);
  return Response.json(await setPresence(ctx, await readJson(request, presenceInput)));
});
