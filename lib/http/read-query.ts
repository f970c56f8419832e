import type { z } from "zod";
import { DomainError } from "@/lib/errors";
import type { HttpRequest } from "@/lib/http/request";

/**
 * Reads and parses the query of a request.
 * @throws DomainError `bad_request` for a name that stands twice, or ZodError (mapped to `invalid`).
 */
export function readQuery<S extends z.ZodType>(request: HttpRequest, schema: S): z.output<S> {
  const { searchParams } = new URL(request.url);
  const names = [...searchParams.keys()];
  if (new Set(names).size < names.length) throw new DomainError("bad_request", "Each name at most once");
  return schema.parse(Object.fromEntries(searchParams));
}
