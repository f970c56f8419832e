import { and, eq, inArray } from "drizzle-orm";
import { chats, departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { toBadgeDto, visitorNameOf } from "@/lib/chats/dto";
import { badge, visibleTo } from "@/lib/chats/queries";
import type { OperatorActor } from "@/lib/context";
import type { TagDto } from "@/lib/tags/schemas";
import { tagsOfChat } from "@/lib/tags/tags-of-chat";
import { conditionsOf, similarTo } from "./conditions";
import { type Found, findChats } from "./find-chats";
import { type Matches, readMatches } from "./matches";
import { type FoundChatDto, SEARCH_PAGE_MAX, type SearchQuery, type SearchResultDto } from "./schemas";
import { markIn } from "./snippets";
import { digitsOf, readTerms, type Terms } from "./terms";

/**
 * One page of the chats in which the operator may read what they look for, by when the chats began, the newest first: in
 * the texts of one entry, or in what the visitor is called. Where nothing is found the first page has the chats of
 * visitors with similar names instead.
 */
export async function searchChats(db: Db, actor: OperatorActor, query: SearchQuery): Promise<SearchResultDto> {
  const terms = await readTerms(db, query.q);
  const conditions = conditionsOf(actor, query, terms);
  const limit = query.limit ?? SEARCH_PAGE_MAX;
  const page = { cursor: query.cursor, limit: limit + 1 };
  let found = await findChats(db, actor, conditions, page);
  const similar = found.length === 0 && !query.cursor ? similarTo(query, terms) : null;
  if (similar) found = await findChats(db, actor, { ...conditions, places: similar }, { ...page, limit });
  const listed = found.slice(0, limit);
  const ids = listed.map(({ id }) => id);
  const matches = await readMatches(db, ids, conditions.entry, terms.words);
  const last = found.length > limit ? listed.at(-1) : undefined;
  return {
    chats: await readChats(db, actor, listed, matches, terms),
    next: last ? `${last.at}_${last.id}` : null,
    isSimilar: similar !== null && listed.length > 0,
  };
}

/** Reads the found chats by the one rule of who sees what, whichever way they were found. */
async function readChats(
  db: Db,
  actor: OperatorActor,
  found: readonly Found[],
  matches: ReadonlyMap<string, Matches>,
  terms: Terms,
): Promise<FoundChatDto[]> {
  if (found.length === 0) return [];
  const { id, status, visitorName, visitorEmail, visitorPhone, createdAt } = chats;
  const read = await db
    .select({ id, status, visitorName, visitorEmail, visitorPhone, createdAt, tags: tagsOfChat, department: badge })
    .from(chats)
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .where(
      and(
        inArray(
          chats.id,
          found.map((chat) => chat.id),
        ),
        visibleTo(db, actor),
      ),
    );
  const byId = new Map(read.map((row) => [row.id, row]));
  return found.flatMap((one) => {
    const row = byId.get(one.id);
    return row ? [toFoundChat(row, matches.get(row.id), terms)] : [];
  });
}

type Row = Pick<
  typeof chats.$inferSelect,
  "id" | "status" | "visitorName" | "visitorEmail" | "visitorPhone" | "createdAt"
> & { department: Parameters<typeof toBadgeDto>[0]; tags: TagDto[] };

function toFoundChat(row: Row, matches: Matches | undefined, { contacts, from }: Terms): FoundChatDto {
  const folded = [...contacts, ...(from ? [from] : [])];
  const digits = contacts.flatMap((term) => digitsOf(term) ?? []);
  const marked = (text: string) => markIn(text, folded);
  const ifMarked = (text: string | null) => {
    const parts = marked(text ?? "");
    return parts.some(({ isMatch }) => isMatch) ? parts : null;
  };
  const number = row.visitorPhone ?? "";
  // Found by its digits alone, it reads otherwise: then all of it is what was looked for.
  const isNumber = digits.some((some) => number.replace(/\D/g, "").includes(some));
  return {
    id: row.id,
    status: row.status,
    department: toBadgeDto(row.department),
    visitor: {
      name: row.visitorName ? marked(row.visitorName) : [{ text: visitorNameOf(row), isMatch: false }],
      email: ifMarked(row.visitorEmail),
      phone: ifMarked(number) ?? (isNumber ? [{ text: number, isMatch: true }] : null),
    },
    tags: row.tags,
    beganAt: row.createdAt.toISOString(),
    matches: matches?.shown ?? [],
    matchCount: matches?.count ?? 0,
  };
}
