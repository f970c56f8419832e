import { z } from "zod";
import { notFound } from "@/lib/errors";
import { param, type RouteParams } from "@/lib/http/route";

/** @throws DomainError `not_found` for what is no id: no file has it */
export async function fileIdOf(context: RouteParams): Promise<string> {
  const parsed = z.uuid().safeParse(await param(context, "fileId"));
  if (!parsed.success) throw notFound();
  return parsed.data;
}
