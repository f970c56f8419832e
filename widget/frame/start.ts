import type { ChatEventDto, VisitorChatDto } from "@/lib/chats/schemas";
import { call, isTemporary, serverNow } from "./api";
import { isReopenable } from "./availability";
import { showStart } from "./entrance";
import { patchIdentity, readIdentity } from "./identity";
import { loadPart } from "./room";
import { state, update } from "./state";

/** The chat's own code comes when there is a chat; without it "try again" loads the frame anew. */
export async function enter(chat: VisitorChatDto, events: ChatEventDto[] = []): Promise<void> {
  const room = await loadPart("chat");
  if (room) room.openChat(chat, events, showStart);
  else update({ view: "unreachable", busy: false });
}

export const listChats = () =>
  call<{ chats: VisitorChatDto[] }>(`chats?key=${state.widget.key}`, readIdentity()?.token);

export const isOpen = (chat: VisitorChatDto) => chat.state.status !== "closed";

/** Shows the chat that this browser has on this site, or where one begins. */
export async function resume(): Promise<void> {
  const identity = readIdentity();
  if (!identity) return showStart();
  update({ view: "loading" });
  const result = await listChats();
  if (state.view === "chat") return;
  if (!result.ok && isTemporary(result)) return update({ view: "unreachable" });
  const chats = result.ok ? result.data.chats : [];
  // One that ended while the visitor was away is shown once more, with its end; for longer when writing reopens it.
  const last = chats.find(
    ({ id, state }) => id === identity.chatId && (identity.chat === "open" || isReopenable(state, serverNow())),
  );
  const chat = chats.find(isOpen) ?? last;
  if (chat) return enter(chat);
  patchIdentity({ chat: "none" });
  showStart();
  loadPart("more").then(() => update({}));
}

/** The page itself may be what is out of date; nothing typed is on the screen where this is offered. */
export const tryAgain = () => location.reload();
