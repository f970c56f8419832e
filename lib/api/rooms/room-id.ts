import { z } from "zod";
import { notFound } from "@/lib/errors";
import { param, type RouteParams } from "@/lib/http/route";

/** @throws DomainError `not_found` for what is no id, exactly as for one that nobody has */
export async function roomIdOf(context: RouteParams): Promise<string> {
  const parsed = z.uuid().safeParse(await param(context, "roomId"));
  if (!parsed.success) throw notFound();
  return parsed.data;
}
