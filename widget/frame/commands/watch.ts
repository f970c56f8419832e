import { tellHost } from "../host";
import { onChange, state } from "../state";

let watches = false;
let chatId: string | undefined;
let seen = 0;
let ended = false;

/** Tells the page of what happens in the chat, from now on. */
export function watchChat(): void {
  if (watches) return;
  watches = true;
  look(false);
  onChange(() => look(true));
}

const tell = (name: string, detail: unknown) => tellHost({ type: "event", name, detail });

/** Compares the chat with what was told of it. A chat that was resumed is no news, nor is what was in it. */
function look(tells: boolean): void {
  const { timeline, caughtUp, chat } = state;
  if (!timeline || !chat) {
    chatId = undefined;
    return;
  }
  if (timeline.chatId !== chatId) {
    // Its history comes in its first pages.
    if (!caughtUp) return;
    chatId = timeline.chatId;
    ended = timeline.status === "closed";
    seen = 0;
    const isNew = timeline.events.every(({ seq, sender }) => seq <= 2 || sender.type === "system");
    if (tells && isNew && !ended) tell("chat-started", { chatId, department: chat.department.name });
    else seen = timeline.last;
  }
  for (const { seq, kind, sender, createdAt } of timeline.events) {
    if (seq <= seen || kind !== "message" || !tells) continue;
    tell("message", { chatId, from: sender.type, name: sender.name ?? null, at: createdAt });
  }
  seen = Math.max(seen, timeline.last);
  const isClosed = timeline.status === "closed";
  if (isClosed && !ended && tells) tell("chat-ended", { chatId });
  ended = isClosed;
}
