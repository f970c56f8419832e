import { z } from "zod";
import { notFound } from "@/lib/errors";
import { readJson } from "@/lib/http/read-json";
import { param, route } from "@/lib/http/route";
import { setHandled } from "@/lib/offline-messages/set-handled";
import { operatorContext } from "./context";

const handledInput = z.object({ handled: z.boolean() });

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const id = z.uuid().safeParse(await param(context, "messageId"));
  if (!id.success) throw notFound();
  const { handled } = await readJson(request, handledInput);
  return Response.json({ message: await setHandled(ctx, id.data, handled) });
});
