import type { ChatEventDto } from "@/lib/chats/schemas";
import type { FileDto } from "@/lib/files/schemas";
import { uuidv7 } from "@/lib/ids";
import { call, isTemporary, retryDelay } from "../api";
import { readStored, storedNames, writeStored } from "../host";
import { readIdentity } from "../identity";
import { type OwnMessage, state, update } from "../state";

const ITEMS_MAX = 50;
const AGE_MAX_MS = 24 * 3_600_000;
/** One entry of the storage per message, so that two tabs never overwrite each other's. */
const PREFIX = "o:";

type SentDto = { event: ChatEventDto; missed: ChatEventDto[] };
type Listener = {
  /** What the server stored with a message, and what it had stored before. */
  sent: (events: ChatEventDto[]) => void;
  /** The chat is not what its writer believed. */
  refused: () => void;
  /** Maintenance mode is on, until about then. */
  maintenance: (data: { until?: unknown }) => void;
};
let listener: Listener = { sent: () => {}, refused: () => {}, maintenance: () => {} };
let sending = false;
let attempt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

const save = (item: OwnMessage) => writeStored(PREFIX + item.clientId, JSON.stringify(item));

/** Takes up what an earlier page left behind. */
export function loadOutbox(next: Listener): void {
  listener = next;
  const items: OwnMessage[] = [];
  for (const name of storedNames().filter((name) => name.startsWith(PREFIX))) {
    const item = parse(readStored(name));
    if (item && item.createdAt > Date.now() - AGE_MAX_MS) items.push(item);
    else writeStored(name, null);
  }
  // UUIDs of version 7 sort by time.
  update({ outbox: items.sort((one, other) => (one.clientId < other.clientId ? -1 : 1)).slice(0, ITEMS_MAX) });
}

function parse(text: string | undefined): OwnMessage | null {
  try {
    const item = JSON.parse(text ?? "null");
    return typeof item?.body === "string" && typeof item.chatId === "string" ? item : null;
  } catch {
    return null;
  }
}

/**
 * Queues a message, kept before anything is sent. `reopen`: it is written under a closed chat. False when the outbox is
 * full: the text stays where it is. With a file the text may be empty.
 */
export function enqueue(chatId: string, body: string, reopen: boolean, file?: FileDto): boolean {
  if (state.outbox.length >= ITEMS_MAX) return false;
  const item: OwnMessage = { clientId: uuidv7(), chatId, body, file, createdAt: Date.now(), ...(reopen && { reopen }) };
  save(item);
  update({ outbox: [...state.outbox, item] });
  flush();
  return true;
}

export function discard(clientId: string): void {
  writeStored(PREFIX + clientId, null);
  update({ outbox: state.outbox.filter((item) => item.clientId !== clientId) });
}

/**
 * The same text under the same id: should the first one have arrived after all, it stays one message. With `reopen` its
 * writer has seen that the chat is closed.
 */
export function retry(clientId: string, reopen?: boolean): void {
  replace(clientId, { failed: undefined, ...(reopen && { reopen }) });
  flush();
}

function replace(clientId: string, patch: Partial<OwnMessage>): void {
  const outbox = state.outbox.map((item) => (item.clientId === clientId ? { ...item, ...patch } : item));
  update({ outbox });
  const item = outbox.find((item) => item.clientId === clientId);
  if (item) save(item);
}

/** Sends what waits, first in first out, one at a time. Called again on `online` and on becoming visible. */
export async function flush(): Promise<void> {
  const token = readIdentity()?.token;
  const waiting = state.outbox.filter(({ failed }) => !failed);
  // Of the chat that is shown first; what was left in another one goes as well.
  const item = waiting.find(({ chatId }) => chatId === state.chat?.id) ?? waiting[0];
  if (sending || !item || !token) return;
  clearTimeout(timer);
  sending = true;
  const { clientId, chatId, body, file, reopen } = item;
  const after = state.timeline?.chatId === chatId ? state.timeline.last : undefined;
  const result = await oneTab(chatId, () =>
    // Another tab of the site may have sent it while this one waited for its turn.
    readStored(PREFIX + clientId) === undefined
      ? undefined
      : call<SentDto>(`chats/${chatId}/messages`, token, { clientId, body, fileId: file?.id, after, reopen }),
  );
  sending = false;
  if (!result) {
    update({ outbox: state.outbox.filter((each) => each !== item) });
    listener.refused();
  } else if (result.ok) {
    attempt = 0;
    listener.sent([...result.data.missed, result.data.event]);
    discard(clientId);
  } else if (isTemporary(result)) {
    if (result.data.maintenance) listener.maintenance(result.data);
    timer = setTimeout(flush, Math.max(result.retryAfterMs, retryDelay(++attempt)));
    return;
  } else {
    replace(clientId, { failed: result.code || "refused" });
    listener.refused();
  }
  flush();
}

/**
 * Of several tabs of a site one sends at a time. Without Web Locks, or where a browser denies them to a frame of another
 * site, the server alone keeps two from being two messages.
 */
function oneTab<T>(chatId: string, send: () => T): Promise<T> | T {
  let sent: T | undefined;
  const once = () => {
    sent ??= send();
    return sent;
  };
  return navigator.locks ? (navigator.locks.request(`foyer.${chatId}`, once).catch(once) as Promise<T>) : once();
}
