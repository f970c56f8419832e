import type { ChatEventDto, EventsPageDto } from "@/lib/chats/schemas";
import type { EarlierChatDto } from "@/lib/visitors/schemas";
import { call } from "../api";
import { tellHost } from "../host";
import { readIdentity } from "../identity";
import { state, update } from "../state";

/** What is read here belongs to no open chat, so it has a place of its own. */
export const pages: {
  /** Undefined while they are on their way; null: they could not be had. */
  chats: readonly EarlierChatDto[] | undefined | null;
  reading: { chat: EarlierChatDto; events: readonly ChatEventDto[] | undefined | null } | undefined;
} = { chats: undefined, reading: undefined };

export const isReading = () => pages.reading !== undefined;

/** Reads the list; on coming back to it the one that is known stays until then. */
export async function read(): Promise<void> {
  pages.reading = undefined;
  const result = await call<{ chats: EarlierChatDto[] }>(
    `visitors/me/chats?key=${state.widget.key}`,
    readIdentity()?.token,
  );
  pages.chats = result.ok ? result.data.chats : (pages.chats ?? null);
  update({});
}

/** Entries of one answer; a chat of this browser that is longer is read page by page. */
const PAGES_MAX = 20;

export async function open(chat: EarlierChatDto): Promise<void> {
  pages.reading = { chat, events: undefined };
  update({}, "#back");
  const events: ChatEventDto[] = [];
  for (let page = 0; page < PAGES_MAX; page++) {
    const after = events.at(-1)?.seq ?? 0;
    const result = await call<EventsPageDto>(`chats/${chat.id}/events?after=${after}`, readIdentity()?.token);
    if (pages.reading?.chat !== chat) return;
    if (!result.ok) {
      pages.reading = { chat, events: null };
      break;
    }
    events.push(...result.data.events);
    pages.reading = { chat, events };
    if (!result.data.hasMore) break;
  }
  update({});
}

export function leave(): void {
  pages.reading = undefined;
  update({}, "#back");
}

/** Nothing about the visitor is here any more: the frame begins as on a first visit. */
export function beginAnew(): void {
  tellHost({ type: "unread", count: 0, text: "" });
  location.reload();
}
