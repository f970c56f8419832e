import { sql } from "drizzle-orm";
import { chats } from "@/db/schema";
import type { TagDto } from "./schemas";

/** The tags of a row of `chats`, by name, as a column: one look into an index by its first column. */
export const tagsOfChat = sql<TagDto[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'color', g.color) order by g.key), '[]')
  from chat_tags ct join tags g on g.id = ct.tag_id where ct.chat_id = ${chats.id})`;
