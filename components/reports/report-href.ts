import type { ReportQuery } from "@/lib/reports/schemas";

/** The address of a report, with nothing in it that counts for nothing. */
export function reportHref(path: string, { period, from, to, group, department }: ReportQuery): string {
  const isCustom = period === "custom";
  const told = { period, from: isCustom ? from : undefined, to: isCustom ? to : undefined, group, department };
  const known = Object.entries(told).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${path}?${new URLSearchParams(known)}`;
}
