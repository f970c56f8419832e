import { z } from "zod";
import { notFound } from "@/lib/errors";
import { param, type RouteParams } from "@/lib/http/route";

/** The visitor named in the path; what is no id at all does not exist either. */
export async function visitorIdOf(context: RouteParams): Promise<string> {
  const parsed = z.uuid().safeParse(await param(context, "visitorId"));
  if (!parsed.success) throw notFound();
  return parsed.data;
}
