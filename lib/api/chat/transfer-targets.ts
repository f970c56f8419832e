import { route } from "@/lib/http/route";
import { listTransferTargets } from "@/lib/transfers/queries";
import { operatorContext } from "../context";
import { chatIdOf } from "./chat-id";

export const GET = route(async (request, context) => {
  const { actor, db } = await operatorContext(request);
  return Response.json(await listTransferTargets(db, actor, await chatIdOf(context)));
});
