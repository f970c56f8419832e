import { eq } from "drizzle-orm";
import { z } from "zod";
import { operators } from "@/db/schema";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { operatorContext } from "./context";

const presenceInput = z.object({ intent: z.enum(["online", "away", "offline"]) });

export const PUT = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  const { intent } = await readJson(request, presenceInput);
  await db.update(operators).set({ intent }).where(eq(operators.id, actor.operatorId));
  return Response.json({ intent });
});
