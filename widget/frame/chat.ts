import type { ChatEventDto, ChatStateDto, EventsPageDto, VisitorChatDto } from "@/lib/chats/schemas";
import { applyEvents, applyPage, applyState, emptyTimeline, noteSeq, type Timeline } from "@/lib/chats/timeline";
import { call } from "./api";
import { tellHost } from "./host";
import { patchIdentity, readIdentity } from "./identity";
import { discard, flush, loadOutbox } from "./outbox";
import { config, state, update } from "./state";

const PULSE_MS = 25_000;
const PULSE_HIDDEN_MS = 60_000;
/** Realtime may be down for this long before the pulse takes over its work. */
const DOWN_GRACE_MS = 5000;
const GAP_MS = 250;

let stopRealtime: (() => void) | undefined;
let pulseTimer: ReturnType<typeof setTimeout> | undefined;
let gapTimer: ReturnType<typeof setTimeout> | undefined;
let downSince: number | undefined;
let reading = false;
let readAgain = false;
let showStart: () => void = () => {};

/** Shows a chat and follows it until it is closed or left; `onLeave` shows where the next one begins. */
export function openChat(chat: VisitorChatDto, events: ChatEventDto[], onLeave: () => void): void {
  leaveChat();
  showStart = onLeave;
  loadOutbox(learnEvents);
  patchIdentity({ chat: "open", chatId: chat.id, read: knownRead(chat.id) });
  update({ view: "chat", chat, timeline: emptyTimeline(chat.id), caughtUp: false, newBelow: false }, "#message");
  learn(applyPage(emptyTimeline(chat.id), { events, state: chat.state }));
  downSince = Date.now();
  catchUp();
  pulseLater();
  follow(chat.id);
  flush();
}

/** Stops following; what is on the screen stays. */
function unfollow(): void {
  stopRealtime?.();
  stopRealtime = undefined;
  clearTimeout(pulseTimer);
  clearTimeout(gapTimer);
}

function leaveChat(): void {
  unfollow();
  update({ chat: undefined, timeline: undefined, menu: false, confirmEnd: false, endFailed: false });
}

const knownRead = (chatId: string) => {
  const identity = readIdentity();
  return identity?.chatId === chatId ? (identity.read ?? 0) : 0;
};

/** The one way by which anything about the chat reaches the screen. */
function learn(timeline: Timeline): void {
  if (timeline === state.timeline) return;
  update({ timeline });
  markRead();
  clearTimeout(gapTimer);
  if (timeline.gap) gapTimer = setTimeout(catchUp, GAP_MS);
  else if (timeline.status === "closed") unfollow();
}

/** Applies entries that came as the answer to a message of ours. */
const learnEvents = (events: ChatEventDto[]) => {
  if (state.timeline) learn(applyEvents(state.timeline, events));
};

/** Tells the launcher how much is unread, or that everything has been read, when it is really before the eyes. */
export function markRead(): void {
  const { timeline, open, view } = state;
  if (!timeline) return;
  if (open && view === "chat" && document.visibilityState === "visible") {
    const seen = timeline.status === "closed" && state.caughtUp;
    patchIdentity({ read: Math.max(timeline.last, knownRead(timeline.chatId)), chat: seen ? "none" : "open" });
  }
  const read = knownRead(timeline.chatId);
  const unread = timeline.events.filter(({ seq, sender }) => seq > read && sender.type === "operator");
  tellHost({ type: "unread", count: unread.length });
}

/** Reads what is missing. Asked for while it reads, it reads once more: the answer under way may be older. */
export async function catchUp(): Promise<void> {
  const { timeline } = state;
  const token = readIdentity()?.token;
  if (!timeline || !token) return;
  readAgain = reading;
  if (reading) return;
  reading = true;
  const { chatId, last } = timeline;
  const result = await call<EventsPageDto>(`chats/${chatId}/events?after=${last}`, token);
  reading = false;
  if (state.timeline?.chatId !== chatId) return;
  if (result.ok) {
    learn(applyPage(state.timeline, result.data));
    if (result.data.hasMore) readAgain = true;
    else update({ caughtUp: true });
    markRead();
  } else if (result.status === 404 || result.status === 401) {
    return startNew();
  } else {
    // The pulse goes on and finds the gap again.
    pulseLater();
  }
  if (readAgain) catchUp();
}

type PulseDto = { chats: Record<string, ChatStateDto> };

/** Tells that the visitor is here and where; learns of what realtime has lost. */
export async function pulse(): Promise<void> {
  clearTimeout(pulseTimer);
  const token = readIdentity()?.token;
  const chatId = state.timeline?.chatId;
  if (!token || !chatId || !isFollowed()) return;
  const result = await call<PulseDto>("pulse", token, { chatIds: [chatId], page: state.page });
  const told = result.ok ? result.data.chats[chatId] : undefined;
  if (state.timeline?.chatId === chatId) {
    if (told) learn(applyState(state.timeline, told));
    else if (result.ok) catchUp();
    if (!state.caughtUp) catchUp();
  }
  pulseLater();
}

/** A closed chat changes no more, once all of it is here. */
const isFollowed = () => !!state.timeline && (state.timeline.status !== "closed" || state.timeline.gap);

function pulseLater(): void {
  clearTimeout(pulseTimer);
  if (!isFollowed()) return;
  const hidden = document.visibilityState === "hidden";
  let delay = hidden ? PULSE_HIDDEN_MS : PULSE_MS;
  if (downSince && !hidden) {
    const grace = downSince + DOWN_GRACE_MS - Date.now();
    delay = grace > 0 ? grace : 3000 + Math.random() * 2000;
  }
  pulseTimer = setTimeout(pulse, delay);
}

/** The realtime library is three quarters of the widget: it is fetched after the chat is on the screen. */
async function follow(chatId: string): Promise<void> {
  const realtime = await import("./realtime").catch(() => null);
  // Without it the pulse carries the chat; the next page tries again.
  if (!realtime || state.chat?.id !== chatId || !isFollowed() || stopRealtime) return;
  stopRealtime = realtime.follow({
    config: config.realtime,
    chatId,
    authorize: async (socketId, channelName) => {
      const answer = await call<{ auth: string }>("realtime/auth", readIdentity()?.token, { socketId, channelName });
      return answer.ok ? answer.data : null;
    },
    onEntry: (data) => {
      if (isEvent(data)) learnEvents([data]);
    },
    onAnnounced: (data) => {
      const { seq } = (data ?? {}) as { seq?: unknown };
      if (typeof seq === "number" && state.timeline) learn(noteSeq(state.timeline, seq));
    },
    onUp: (up) => {
      downSince = up ? undefined : (downSince ?? Date.now());
      if (up) catchUp();
      pulseLater();
    },
  });
}

/** What travels by realtime is checked before it counts. */
function isEvent(data: unknown): data is ChatEventDto {
  const event = data as Partial<ChatEventDto> | null;
  return (
    typeof event === "object" &&
    event !== null &&
    typeof event.chatId === "string" &&
    Number.isInteger(event.seq) &&
    Number.isInteger(event.prev) &&
    typeof event.kind === "string" &&
    typeof event.sender?.type === "string" &&
    typeof event.createdAt === "string" &&
    typeof event.data === "object"
  );
}

/** The page was away (asleep, offline, in the back/forward cache): everything may be old. */
export function wake(): void {
  markRead();
  if (!state.timeline || document.visibilityState === "hidden") return;
  flush();
  if (isFollowed()) {
    catchUp();
    pulse();
  }
}

export async function endChat(): Promise<void> {
  const chatId = state.chat?.id;
  update({ busy: true, endFailed: false });
  const result = await call<{ state: ChatStateDto }>(`chats/${chatId}/closure`, readIdentity()?.token, {});
  if (!result.ok) return update({ busy: false, endFailed: true });
  update({ busy: false, confirmEnd: false }, "#restart");
  const { timeline } = state;
  if (timeline && timeline.chatId === chatId) learn(applyState(timeline, result.data.state));
}

/**
 * From a chat that has ended, or that the server does not know any more, to the next one; what could not be sent goes
 * along.
 */
export function startNew(): void {
  const unsent = state.outbox.filter(({ chatId }) => chatId === state.chat?.id);
  const body = [...unsent.map((item) => item.body), state.draft].filter((text) => text.trim()).join("\n");
  for (const { clientId } of unsent) discard(clientId);
  patchIdentity({ chat: "none" });
  leaveChat();
  tellHost({ type: "unread", count: 0 });
  update({ view: "loading", draft: "", departmentId: undefined, form: { ...state.form, body } });
  showStart();
}
