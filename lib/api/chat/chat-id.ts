import { z } from "zod";
import { notFound } from "@/lib/errors";
import { param, type RouteParams } from "@/lib/http/route";

const uuid = z.uuid();

/** The chat named in the path; what is no id at all does not exist either. */
export async function chatIdOf(context: RouteParams): Promise<string> {
  const parsed = uuid.safeParse(await param(context, "chatId"));
  if (!parsed.success) throw notFound();
  return parsed.data;
}
