import type { ChatEventDto, ChatStateDto, EventsPageDto, VisitorChatDto } from "@/lib/chats/schemas";
import { applyEvents, applyPage, applyState, emptyTimeline, type Timeline } from "@/lib/chats/timeline";
import { call } from "../api";
import { tellHost } from "../host";
import { patchIdentity, readIdentity } from "../identity";
import { loadPart, part } from "../room";
import { config, formats, freshChat, state, update } from "../state";
import { liveEvents } from "./live-events";
import { forgetOutage, noteOutage } from "./outage";
import { discard, flush, loadOutbox } from "./outbox";
import { plural } from "./plural";
import { isOvertaken, isStale } from "./rules";
import { texts } from "./texts";

const PULSE_MS = 25_000;
const PULSE_HIDDEN_MS = 60_000;
/** Realtime may be down for this long before the pulse takes over its work. */
const DOWN_GRACE_MS = 5000;
const GAP_MS = 250;
/** The operator sees this soon that what they wrote has arrived, or was read. */
const MARKS_MS = 1000;

let stopRealtime: (() => void) | undefined;
let pulseTimer: ReturnType<typeof setTimeout> | undefined;
let gapTimer: ReturnType<typeof setTimeout> | undefined;
let clock: ReturnType<typeof setInterval> | undefined;
let pulseDue = 0;
let pulses = 0;
let toldRead = 0;
let toldDelivered = 0;
let told = 0;
let downSince: number | undefined;
let reading = false;
let readAgain = false;
let showStart: () => void = () => {};

/** Shows a chat and follows it until it is closed or left; `onLeave` shows where the next one begins. */
export function openChat(chat: VisitorChatDto, events: ChatEventDto[], onLeave: () => void): void {
  leaveChat();
  [toldRead, toldDelivered] = [0, 0];
  showStart = onLeave;
  loadOutbox({
    sent: learnEvents,
    refused: catchUp,
    maintenance: ({ until }) => noteMaintenance({ until: typeof until === "string" ? until : null }),
  });
  patchIdentity({ chat: "open", chatId: chat.id, read: knownRead(chat.id) });
  update({ view: "chat", chat, timeline: emptyTimeline(chat.id), caughtUp: false, newBelow: false }, "#message");
  learn(applyPage(emptyTimeline(chat.id), { events, state: chat.state }));
  catchUp();
  startFollowing();
  flush();
}

function startFollowing(): void {
  downSince = Date.now();
  pulseLater();
  follow();
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
  forgetOutage();
  clearInterval(clock);
  update(freshChat);
}

const knownRead = (chatId: string) => {
  const identity = readIdentity();
  return identity?.chatId === chatId ? (identity.read ?? 0) : 0;
};

/** The one way by which anything about the chat reaches the screen. */
export function learn(timeline: Timeline): void {
  const before = state.timeline;
  if (timeline === before) return;
  update({ timeline, overtaken: isOvertaken(before, timeline, state.overtaken) });
  if (timeline.status !== "queued") stopAsking();
  markRead();
  clearTimeout(gapTimer);
  clearInterval(clock);
  // The countdown to the end of an idle chat.
  if (timeline.state?.idleCloseAt) clock = setInterval(() => update({}), 1000);
  if (timeline.gap || isStale(timeline)) gapTimer = setTimeout(catchUp, GAP_MS);
  else if (timeline.status === "closed") unfollow();
  // Its entries need its words, also where the chat has been opened again.
  const hasEnded = timeline.status === "closed" || timeline.events.some(({ kind }) => kind === "closed");
  if (hasEnded && !part("ended")) loadPart("ended").then(() => update({}));
  if (before?.status === "closed" && timeline.status !== "closed") startFollowing();
}

/** Who does not wait any more has nothing to choose; a focus that was there goes to where one writes. */
function stopAsking(): void {
  if (state.panel !== "switch" && state.panel !== "contact") return;
  update({ panel: undefined }, document.querySelector(".choices :focus") ? "#message" : undefined);
}

/** Takes over a state that came as the answer to what the visitor did. */
export function learnState(told: ChatStateDto): void {
  if (state.timeline) learn(applyState(state.timeline, told));
}

/** Applies entries that came as the answer to a message of ours. */
const learnEvents = (events: ChatEventDto[]) => {
  if (state.timeline) learn(applyEvents(state.timeline, events));
};

/** The launcher knows no language: it gets the count with its words. */
function tellUnread(count: number): void {
  if (count > told && state.caughtUp) import("../menu/ring").then(({ ring }) => ring());
  told = count;
  tellHost({ type: "unread", count, text: count ? plural(formats, texts.unread, count) : "" });
}

/** Tells the launcher how much is unread, or that everything has been read, when it is really before the eyes. */
export function markRead(): void {
  const { timeline, open, view } = state;
  if (!timeline) return;
  if (open && view === "chat" && state.page?.focused && document.visibilityState === "visible") {
    const seen = timeline.status === "closed" && state.caughtUp;
    patchIdentity({ read: Math.max(timeline.last, knownRead(timeline.chatId)), chat: seen ? "none" : "open" });
  }
  const read = knownRead(timeline.chatId);
  if (read > toldRead || timeline.last > toldDelivered) pulseLater(MARKS_MS);
  const unread = timeline.events.filter(({ seq, sender }) => seq > read && sender.type === "operator");
  tellUnread(unread.length);
}

/** Another tab of the site has read on, or opened again what is closed here. */
export function noteStored(): void {
  if (state.timeline?.status === "closed" && readIdentity()?.chat === "open") catchUp();
  else markRead();
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

type PulseDto = { chats: Record<string, ChatStateDto>; unavailable?: { until: string | null } };

/** Something may get through again, or not any more: the pulse asks soon, and what waits goes as soon as it may. */
export function followOutage(): void {
  noteOutage(flush);
  if (state.lost || state.maintenance) pulseLater();
}

/** The server said whether maintenance mode is on. */
export function noteMaintenance(maintenance: PulseDto["unavailable"]): void {
  if (state.maintenance?.until === maintenance?.until && !state.maintenance === !maintenance) return;
  update({ maintenance });
  followOutage();
}

/** Tells that the visitor is here and where; learns of what realtime has lost. */
export async function pulse(): Promise<void> {
  markRead();
  clearTimeout(pulseTimer);
  const token = readIdentity()?.token;
  const chatId = state.timeline?.chatId;
  if (!token || !chatId || !isFollowed()) return;
  const { last } = state.timeline ?? { last: 0 };
  const read = knownRead(chatId);
  const marks = { read: { [chatId]: read }, delivered: { [chatId]: last } };
  const turn = ++pulses;
  const result = await call<PulseDto>("pulse", token, { chatIds: [chatId], page: state.page, ...marks });
  if (result.ok) {
    [toldRead, toldDelivered] = [read, last];
    // An answer that a later one has overtaken may be of before the switch.
    if (turn === pulses) noteMaintenance(result.data.unavailable);
  }
  const told = result.ok ? result.data.chats[chatId] : undefined;
  if (state.timeline?.chatId === chatId) {
    if (told) learn(applyState(state.timeline, told));
    else if (result.ok) catchUp();
    if (!state.caughtUp) catchUp();
  }
  pulseLater();
}

/** A closed chat changes no more until somebody writes in it, once all of it is here. */
const isFollowed = () => {
  const { timeline } = state;
  return !!timeline && (timeline.status !== "closed" || timeline.gap || isStale(timeline));
};

/** Sets the next pulse; `within` only makes it sooner. */
function pulseLater(within = Number.POSITIVE_INFINITY): void {
  clearTimeout(isFollowed() ? undefined : pulseTimer);
  if (!isFollowed()) return;
  const hidden = document.visibilityState === "hidden";
  const poll = 3000 + Math.random() * 1000;
  let delay = hidden ? PULSE_HIDDEN_MS : state.lost || state.maintenance ? poll : PULSE_MS;
  if (downSince && !hidden) {
    const grace = downSince + DOWN_GRACE_MS - Date.now();
    delay = grace > 0 ? grace : poll;
  }
  const due = Date.now() + Math.min(delay, within);
  // What is due sooner already stays so: many small news are one pulse.
  if (within < delay && pulseDue > Date.now() && pulseDue <= due) return;
  clearTimeout(pulseTimer);
  pulseDue = due;
  pulseTimer = setTimeout(pulse, due - Date.now());
}

/** The realtime library is three quarters of the widget: it is fetched after the chat is on the screen. */
async function follow(): Promise<void> {
  const chatId = state.chat?.id;
  const realtime = await import("./realtime").catch(() => null);
  // Without it the pulse carries the chat; the next page tries again.
  if (!realtime || !chatId || state.chat?.id !== chatId || !isFollowed() || stopRealtime) return;
  stopRealtime = realtime.follow({
    config: config.realtime,
    chatId,
    authorize: async (socketId, channelName) => {
      const answer = await call<{ auth: string }>("realtime/auth", readIdentity()?.token, { socketId, channelName });
      return answer.ok ? answer.data : null;
    },
    onEvent: liveEvents(learn, pulse),
    onUp: (up) => {
      downSince = up ? undefined : (downSince ?? Date.now());
      if (up) catchUp();
      pulseLater();
    },
  });
}

/** The page was away (asleep, offline, in the back/forward cache): everything may be old. */
export function wake(): void {
  markRead();
  if (!state.timeline || document.visibilityState === "hidden") return;
  flush();
  catchUp();
  pulse();
}

/**
 * From a chat that has ended, or that the server does not know any more, to the next one; what could not be sent goes
 * along. The next one goes on from `previousChatId`.
 */
export function startNew(previousChatId?: string): void {
  const { chat, draft, form } = state;
  const unsent = state.outbox.filter(({ chatId }) => chatId === chat?.id);
  const body = [...unsent.map((item) => item.body), draft].filter((text) => text.trim()).join("\n");
  for (const { clientId } of unsent) discard(clientId);
  patchIdentity({ chat: "none", chatId: undefined });
  leaveChat();
  tellUnread(0);
  update({ view: "loading", draft: "", departmentId: undefined, previousChatId, form: { ...form, body } });
  showStart();
}
