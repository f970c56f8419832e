import { inArray } from "drizzle-orm";
import { chatEvents, chats, chatTags, departments, legs, operators, tags, visitors, WEB_CHANNEL_ID } from "@/db/schema";
import type { Database, Db, Transaction } from "@/db/types";
import { randomToken } from "@/lib/ids";
import { tagKey } from "@/lib/tags/rules";
import { hashToken } from "@/lib/visitors/token";
import { type PlannedChat, planChat } from "./plan-chat";
import type { Found } from "./read-chats";
import { type ImportedChat, importedChat } from "./schemas";

/** Chats of one transaction. */
const BATCH = 100;
/** Rows of one statement: Postgres takes 65,535 parameters. */
const ROWS_MAX = 2000;

export type ImportOptions = {
  /** The product that they come from: ids of different ones do not meet. */
  source: string;
  /** Name or key of the department of chats that name none, or one that is not here. */
  department?: string;
  /** E-mail of who stands for operators that are not here. */
  operator?: string;
  /** Looks at everything and writes nothing. */
  isDry?: boolean;
};

/** `line`: of the file, or the number of the chat in an array. */
export type ImportProblem = { line: number; message: string };
export type ImportResult = { imported: number; known: number; refused: number };

/**
 * Brings chats of another product, ended ones with their whole timeline, a hundred in one transaction. Whoever is cut off
 * runs it again: what is here already is found by its id and left as it is. A chat that cannot be brought is told, and
 * left out.
 * @throws RangeError when an option names nobody
 */
export async function importChats(
  db: Database,
  found: AsyncIterable<Found>,
  options: ImportOptions,
  onProblem: (problem: ImportProblem) => void,
): Promise<ImportResult> {
  const names = await readNames(db, options);
  const result = { imported: 0, known: 0, refused: 0 };
  let batch: Planned[] = [];
  const seen = new Set<string>();
  const refuse = (line: number, message: string) => {
    result.refused++;
    onProblem({ line, message });
  };
  const write = async () => {
    const written = options.isDry ? await countNew(db, batch) : await db.transaction((tx) => writeAll(tx, batch));
    result.imported += written;
    result.known += batch.length - written;
    batch = [];
  };
  for await (const one of found) {
    const planned = plan(one, options.source, names);
    if ("message" in planned) refuse(one.line, planned.message);
    else if (seen.has(planned.chat.id)) refuse(one.line, "this id stands in the file a second time");
    else {
      seen.add(planned.chat.id);
      batch.push(planned);
    }
    if (batch.length === BATCH) await write();
  }
  if (batch.length > 0) await write();
  return result;
}

type Planned = PlannedChat & { tagIds: string[] };
type Names = {
  departmentOf: (name: string | undefined) => { id: string; name: string } | undefined;
  operatorOf: (email: string | null) => string | null;
  tagOf: (name: string) => string | undefined;
};

/** Departments, operators and tags are few: they are read once. */
async function readNames(db: Db, { department, operator }: ImportOptions): Promise<Names> {
  const fold = (name: string) => name.normalize("NFKC").trim().toLowerCase();
  const rows = await db.select({ id: departments.id, name: departments.name, key: departments.key }).from(departments);
  const byName = new Map(rows.flatMap((row) => [[fold(row.name), row] as const, [row.key, row] as const]));
  const find = (name: string) => byName.get(name) ?? byName.get(fold(name));
  const spare = department === undefined ? undefined : find(department);
  if (department !== undefined && !spare) throw new RangeError(`There is no department ${department}.`);
  const people = await db.select({ id: operators.id, email: operators.email }).from(operators);
  const byEmail = new Map(people.map(({ id, email }) => [email, id]));
  const deputy = operator === undefined ? null : byEmail.get(operator.trim().toLowerCase());
  if (deputy === undefined) throw new RangeError(`Nobody here has the e-mail ${operator}.`);
  const vocabulary = new Map(
    (await db.select({ id: tags.id, key: tags.key }).from(tags)).map(({ id, key }) => [key, id]),
  );
  return {
    departmentOf: (name) => (name === undefined ? undefined : find(name)) ?? spare,
    operatorOf: (email) => (email === null ? null : byEmail.get(email)) ?? deputy,
    tagOf: (name) => vocabulary.get(tagKey(name)),
  };
}

function plan(found: Found, source: string, names: Names): Planned | { message: string } {
  if ("problem" in found) return { message: found.problem };
  const checked = importedChat.safeParse(found.value);
  if (!checked.success) {
    return { message: checked.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ") };
  }
  const chat = checked.data;
  const department = names.departmentOf(chat.department);
  if (!department) return { message: `there is no department ${chat.department ?? ""}`.trimEnd() };
  const unknown = unknownOperator(chat, names) ?? unknownTag(chat, names);
  if (unknown) return { message: unknown };
  const tagIds = [...new Set(chat.tags.flatMap((name) => names.tagOf(name) ?? []))];
  try {
    return {
      ...planChat(source, chat, { department, channelId: WEB_CHANNEL_ID, operatorOf: names.operatorOf }),
      tagIds,
    };
  } catch (error) {
    if (error instanceof RangeError) return { message: error.message };
    throw error;
  }
}

function unknownOperator({ operator, messages }: ImportedChat, { operatorOf }: Names): string | undefined {
  const emails = [operator, ...messages.map((message) => message.operator)];
  const email = emails.find((one) => one !== null && operatorOf(one) === null);
  return email ? `nobody here has the e-mail ${email}` : undefined;
}

function unknownTag(chat: ImportedChat, { tagOf }: Names): string | undefined {
  const name = chat.tags.find((one) => !tagOf(one));
  return name ? `there is no tag ${name}` : undefined;
}

async function countNew(db: Db, batch: readonly Planned[]): Promise<number> {
  const ids = batch.map(({ chat }) => chat.id);
  return ids.length - (await db.$count(chats, inArray(chats.id, ids)));
}

/** Answers how many were not there before. */
async function writeAll(tx: Transaction, batch: readonly Planned[]): Promise<number> {
  // Nobody has the token of such a visitor: no browser opens these chats.
  const people = batch.map(({ visitorId, chat }) => ({
    id: visitorId,
    tokenHash: hashToken(randomToken(32)),
    createdAt: chat.createdAt,
    lastSeenAt: chat.closedAt ?? chat.createdAt,
  }));
  await tx.insert(visitors).values(people).onConflictDoNothing({ target: visitors.id });
  const made = await tx
    .insert(chats)
    .values(batch.map(({ chat }) => chat))
    .onConflictDoNothing({ target: chats.id })
    .returning({ id: chats.id });
  const fresh = new Set(made.map(({ id }) => id));
  const mine = batch.filter(({ chat }) => fresh.has(chat.id));
  if (mine.length === 0) return 0;
  const events = mine.flatMap((one) => one.events);
  for (let from = 0; from < events.length; from += ROWS_MAX) {
    await tx.insert(chatEvents).values(events.slice(from, from + ROWS_MAX));
  }
  await tx.insert(legs).values(mine.map(({ leg }) => leg));
  const tagged = mine.flatMap(({ chat, tagIds }) => tagIds.map((tagId) => ({ chatId: chat.id, tagId })));
  if (tagged.length > 0) await tx.insert(chatTags).values(tagged);
  return mine.length;
}
