import { asc, count, eq, sql } from "drizzle-orm";
import { chatTags, departments, tags } from "@/db/schema";
import type { Db } from "@/db/types";
import { TAGS_MAX } from "./rules";
import type { TagDto, UsedTagDto } from "./schemas";

const columns = { id: tags.id, name: tags.name, color: tags.color };

/** The vocabulary, by name. */
export const listTags = (db: Db): Promise<TagDto[]> =>
  db.select(columns).from(tags).orderBy(asc(tags.key)).limit(TAGS_MAX);

/** The same with the number of chats that have each. */
export const listUsedTags = (db: Db): Promise<UsedTagDto[]> =>
  db
    .select({ ...columns, chats: count(chatTags.chatId) })
    .from(tags)
    .leftJoin(chatTags, eq(chatTags.tagId, tags.id))
    .groupBy(tags.id)
    .orderBy(asc(tags.key))
    .limit(TAGS_MAX);

/** Departments, in their order, with whether their operators end chats only with a tag. */
export const listTagDuties = (db: Db) =>
  db
    .select({ id: departments.id, name: departments.name, requiresTag: departments.requiresTag })
    .from(departments)
    .orderBy(asc(departments.position), sql`lower(${departments.name})`);

export const countTagsOf = (db: Db, chatId: string): Promise<number> =>
  db.$count(chatTags, eq(chatTags.chatId, chatId));
