import { DomainError } from "@/lib/errors";

/** Numbers of a timeline are Postgres integers. */
const MAX = 2_147_483_647;

/** One whole number of the query, or undefined. @throws DomainError `bad_request` for anything else under that name */
export function wholeNumber(search: URLSearchParams, name: string): number | undefined {
  const [value, ...others] = search.getAll(name);
  const isOdd = [...search.keys()].some((key) => key.startsWith(`${name}[`));
  if (value === undefined && !isOdd) return undefined;
  if (value === undefined || others.length > 0 || !/^\d{1,10}$/.test(value) || Number(value) > MAX) {
    throw new DomainError("bad_request", `"${name}" must be one whole number`);
  }
  return Number(value);
}

/** `limit` of the query, or `max`; what is beyond is cut to 1..max. @throws DomainError `bad_request` */
export const pageSize = (search: URLSearchParams, max: number): number =>
  Math.min(Math.max(wholeNumber(search, "limit") ?? max, 1), max);
