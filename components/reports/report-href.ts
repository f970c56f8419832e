import { NO_ROW, type ReportChatsQuery } from "@/lib/reports/chat-schemas";
import type { FigureName } from "@/lib/reports/rules";
import type { ReportQuery } from "@/lib/reports/schemas";

/** The address of a report, with nothing in it that counts for nothing. */
export const reportHref = (path: string, query: ReportQuery): string => `${path}?${paramsOf(query)}`;

function paramsOf({ period, from, to, group, department }: ReportQuery): URLSearchParams {
  const isCustom = period === "custom";
  return params({ period, from: isCustom ? from : undefined, to: isCustom ? to : undefined, group, department });
}

function params(told: Record<string, string | undefined>): URLSearchParams {
  return new URLSearchParams(Object.entries(told).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The address of the chats behind a figure: of a row by its key, or of all where there is none. */
export function chatsHref(query: ReportQuery, of: FigureName, row?: string | null): string {
  const more = params({ of, row: row === null ? NO_ROW : row });
  return `/reports/chats?${paramsOf(query)}&${more}`;
}

/** The address of another page of the same chats, or of a file of them all. */
export function sameChatsHref(path: string, query: ReportChatsQuery, before?: string): string {
  return `${path}?${paramsOf(query)}&${params({ of: query.of, row: query.row, before })}`;
}
