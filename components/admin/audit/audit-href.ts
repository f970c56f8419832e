import type { AuditQuery } from "@/lib/audit/schemas";

/** The address of a page or a file of the log, with nothing in it that counts for nothing. */
export function auditHref(path: string, query: Partial<AuditQuery>, before?: string): string {
  const { zone, ...told } = query;
  const isTimed = told.from !== undefined || told.to !== undefined;
  const known = Object.entries({ ...told, zone: isTimed ? zone : undefined, before }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return known.length > 0 ? `${path}?${new URLSearchParams(known)}` : path;
}
