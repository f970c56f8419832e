// That a browser which has begun a chat before is on a page, and where: operators see who is there, and may write first. It
// comes with what such a browser loads anyway (`more`), and does nothing while a chat is followed, whose pulse tells it.

import { call } from "../api";
import { showStart } from "../entrance";
import { readIdentity } from "../identity";
import { loadPart } from "../room";
import { isOpen, listChats } from "../start";
import { onChange, state, update } from "../state";

const BEAT_MS = 15_000;
const BEAT_HIDDEN_MS = 60_000;

let timer: ReturnType<typeof setTimeout> | undefined;
let told = "";

const isFollowing = () => state.view === "chat" && !!state.timeline && state.timeline.status !== "closed";

/** What the pulse carries; `leaving` when the page goes. */
const tellServer = (more: { leaving?: boolean } = {}) => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const { key } = state.widget;
  const body = { chatIds: [], key, page: state.page, timeZone, ...more };
  return call<{ begun?: boolean }>("pulse", readIdentity()?.token, body);
};

const placeOf = () => `${state.page?.url} ${state.page?.title}`;

async function beat(): Promise<void> {
  clearTimeout(timer);
  timer = setTimeout(beat, document.visibilityState === "hidden" ? BEAT_HIDDEN_MS : BEAT_MS);
  if (!readIdentity() || !state.page?.url || isFollowing()) return;
  told = placeOf();
  const result = await tellServer();
  // Nobody knows this browser: what it began was refused, or it was forgotten elsewhere.
  if (!result.ok && result.status === 401) clearTimeout(timer);
  if (result.ok && result.data.begun) await meet();
}

/**
 * An operator has written: their chat is shown, and the launcher counts the message. Nothing takes the focus from the
 * page, and nothing takes a form away in which somebody has typed: sending it leads into that chat.
 */
async function meet(): Promise<void> {
  const isTyping = state.open && state.view === "form" && Object.values(state.form).some(Boolean);
  if (isTyping || state.busy || state.screen) return;
  const [chats, room] = await Promise.all([listChats(), loadPart("chat")]);
  const chat = chats.ok && chats.data.chats.find(isOpen);
  if (!chat || !room || isFollowing()) return;
  const { open } = state;
  // The panel may be open while the visitor is on the page: what is drawn now then draws no focus.
  state.open &&= document.hasFocus();
  room.openChat(chat, [], showStart);
  queueMicrotask(() => {
    update({ open });
    room.markRead();
  });
}

onChange(() => {
  if (told && told !== placeOf() && !isFollowing()) beat();
});
const wake = () => document.visibilityState === "visible" && beat();
document.addEventListener("visibilitychange", wake);
addEventListener("pageshow", wake);
addEventListener("pagehide", () => {
  if (told && readIdentity()) tellServer({ leaving: true });
});
beat();
