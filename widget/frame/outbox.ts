import type { ChatEventDto } from "@/lib/chats/schemas";
import type { OutboxItem } from "@/lib/chats/timeline";
import { uuidv7 } from "@/lib/ids";
import { call, isTemporary, retryDelay } from "./api";
import { readStored, storedNames, writeStored } from "./host";
import { readIdentity } from "./identity";
import { state, update } from "./state";

const ITEMS_MAX = 50;
const AGE_MAX_MS = 24 * 3_600_000;
/** One entry of the storage per message, so that two tabs never overwrite each other's. */
const PREFIX = "o:";

type SentDto = { event: ChatEventDto; missed: ChatEventDto[] };
let onSent: (events: ChatEventDto[]) => void = () => {};
let sending = false;
let attempt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

const save = (item: OutboxItem) => writeStored(PREFIX + item.clientId, JSON.stringify(item));

/** Takes up what an earlier page left behind; `sent` gets what the server stored. */
export function loadOutbox(sent: typeof onSent): void {
  onSent = sent;
  const items: OutboxItem[] = [];
  for (const name of storedNames().filter((name) => name.startsWith(PREFIX))) {
    const item = parse(readStored(name));
    if (item && item.createdAt > Date.now() - AGE_MAX_MS) items.push(item);
    else writeStored(name, null);
  }
  // UUIDs of version 7 sort by time.
  update({ outbox: items.sort((one, other) => (one.clientId < other.clientId ? -1 : 1)).slice(0, ITEMS_MAX) });
}

function parse(text: string | undefined): OutboxItem | null {
  try {
    const item = JSON.parse(text ?? "null");
    return typeof item?.body === "string" && typeof item.chatId === "string" ? item : null;
  } catch {
    return null;
  }
}

/** Queues a message, kept before anything is sent. False when the outbox is full: the text stays where it is. */
export function enqueue(chatId: string, body: string): boolean {
  if (state.outbox.length >= ITEMS_MAX) return false;
  const item: OutboxItem = { clientId: uuidv7(), chatId, body, createdAt: Date.now() };
  save(item);
  update({ outbox: [...state.outbox, item] });
  flush();
  return true;
}

export function discard(clientId: string): void {
  writeStored(PREFIX + clientId, null);
  update({ outbox: state.outbox.filter((item) => item.clientId !== clientId) });
}

/** The same text under the same id: should the first one have arrived after all, it stays one message. */
export function retry(clientId: string): void {
  replace(clientId, undefined);
  flush();
}

function replace(clientId: string, failed: string | undefined): void {
  const outbox = state.outbox.map((item) => (item.clientId === clientId ? { ...item, failed } : item));
  update({ outbox });
  const item = outbox.find((item) => item.clientId === clientId);
  if (item) save(item);
}

/** Sends what waits, first in first out, one at a time. Called again on `online` and on becoming visible. */
export async function flush(): Promise<void> {
  const token = readIdentity()?.token;
  const item = state.outbox.find(({ failed, chatId }) => !failed && chatId === state.chat?.id);
  if (sending || !item || !token) return;
  clearTimeout(timer);
  sending = true;
  const { clientId, chatId, body } = item;
  const after = state.timeline?.chatId === chatId ? state.timeline.last : undefined;
  const result = await call<SentDto>(`chats/${chatId}/messages`, token, { clientId, body, after });
  sending = false;
  if (result.ok) {
    attempt = 0;
    onSent([...result.data.missed, result.data.event]);
    discard(clientId);
  } else if (isTemporary(result)) {
    timer = setTimeout(flush, Math.max(result.retryAfterMs, retryDelay(++attempt)));
    return;
  } else {
    replace(clientId, result.code || "refused");
  }
  flush();
}
