import { z } from "zod";
import { notFound } from "@/lib/errors";
import { param, type RouteParams } from "@/lib/http/route";

/** The chat named in the path; what is no id at all does not exist either. */
export async function chatIdOf(context: RouteParams): Promise<string> {
  const parsed = z.uuid().safeParse(await param(context, "chatId"));
  if (!parsed.success) throw notFound();
  return parsed.data;
}
