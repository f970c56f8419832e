import { and, asc, eq, inArray } from "drizzle-orm";
import { chatTags, tags } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { announce } from "@/lib/chats/entries/announce";
import { appendEvent } from "@/lib/chats/entries/append-event";
import type { ChatRow } from "@/lib/chats/entries/entry";
import { lockChat, refusal } from "@/lib/chats/lock-chat";
import { getInboxChat } from "@/lib/chats/queries";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { type Context, commit, type Emit, type OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { assertTagged } from "./assert-tagged";
import { CHAT_TAGS_MAX } from "./rules";
import type { TagChatInput, TagDto } from "./schemas";

/**
 * Puts tags on a chat and takes tags off it; whoever may see it may. What is so already changes nothing.
 * Each change is an entry of the timeline for operators alone.
 * @throws DomainError `not_found`, `forbidden`; `closed` for an erased chat; `invalid` for a tag that does not exist and
 * for too many; `tag_required` for the last tag of a closed chat whose department asks for one
 * Emits `event.appended` to operators and `chat.changed`.
 */
export async function tagChat(ctx: Context<OperatorActor>, chatId: string, input: TagChatInput): Promise<InboxChatDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit) => {
    const chat = await lockChat(tx, actor, chatId);
    if (chat.erasedAt) throw await refusal(tx, actor, chatId, "closed", "This chat was erased");
    await changeTagsOf(tx, emit, { chat, actor, ...input });
    return getInboxChat(tx, chatId);
  });
}

type Change = TagChatInput & { chat: ChatRow; actor: OperatorActor };

/** Makes the tags of a chat what is asked for, with an entry for each change. The caller holds the chat's lock. */
export async function changeTagsOf(tx: Transaction, emit: Emit, { chat, actor, add, remove }: Change): Promise<void> {
  const chatId = chat.id;
  let current = chat;
  const present = await listTagsOf(tx, chatId);
  const has = new Set(present.map(({ id }) => id));
  const added = await findTags(
    tx,
    add.filter((id) => !has.has(id)),
  );
  const removed = present.filter(({ id }) => remove.includes(id));
  await assertAllowed(tx, chat, { count: present.length + added.length - removed.length, removed: removed.length });
  if (removed.length > 0) {
    const ids = removed.map(({ id }) => id);
    await tx.delete(chatTags).where(and(eq(chatTags.chatId, chatId), inArray(chatTags.tagId, ids)));
  }
  if (added.length > 0) await tx.insert(chatTags).values(added.map(({ id }) => ({ chatId, tagId: id })));
  const changes = [
    ...added.map((tag) => ({ kind: "tagged" as const, tag })),
    ...removed.map((tag) => ({ kind: "untagged" as const, tag })),
  ];
  for (const { kind, tag } of changes) {
    const by = { operatorName: actor.name, operatorId: actor.operatorId };
    const appended = await appendEvent(tx, current, {
      kind,
      senderType: "system",
      data: { tagId: tag.id, tagName: tag.name, ...by },
      isInternal: true,
    });
    current = appended.chat;
    await announce(tx, emit, current, appended.event);
  }
}

const columns = { id: tags.id, name: tags.name, color: tags.color };

const listTagsOf = (tx: Transaction, chatId: string): Promise<TagDto[]> =>
  tx
    .select(columns)
    .from(chatTags)
    .innerJoin(tags, eq(tags.id, chatTags.tagId))
    .where(eq(chatTags.chatId, chatId))
    .orderBy(asc(tags.key));

/** Locked against being deleted or merged until the chat has them. */
async function findTags(tx: Transaction, given: readonly string[]): Promise<TagDto[]> {
  const ids = [...new Set(given)];
  if (ids.length === 0) return [];
  const found = await tx.select(columns).from(tags).where(inArray(tags.id, ids)).orderBy(asc(tags.id)).for("key share");
  if (found.length < ids.length) throw new DomainError("invalid", "No such tag", { fields: { add: "tagGone" } });
  return found;
}

async function assertAllowed(tx: Transaction, chat: ChatRow, after: { count: number; removed: number }) {
  if (after.count > CHAT_TAGS_MAX) {
    throw new DomainError("invalid", "Too many tags", { fields: { add: `tooMany:${CHAT_TAGS_MAX}` } });
  }
  if (after.removed > 0 && chat.status === "closed") await assertTagged(tx, chat, after.count);
}
