import type { ChatStateDto } from "@/lib/chats/schemas";
import { call, type Result } from "../api";
import { refresh } from "../entrance";
import { readIdentity } from "../identity";
import { loadPart } from "../room";
import { state, update } from "../state";
import { learnState } from "./chat";

/** Asks the server for a change of this chat; `focus` is where to go when it has been made. */
export async function act(path: string, body: object, focus = "#message"): Promise<Result<unknown> | undefined> {
  const chatId = state.chat?.id;
  if (state.busy || !chatId) return;
  update({ busy: true, actionFailed: false });
  const result = await call<{ state: ChatStateDto }>(`chats/${chatId}/${path}`, readIdentity()?.token, body);
  update({ busy: false });
  if (state.chat?.id !== chatId) return;
  if (!result.ok) update({ actionFailed: true });
  else {
    update({ panel: undefined }, focus);
    learnState(result.data.state);
  }
  return result;
}

export const keepOpen = () => act("keep-open", {});

/** To another department that the snippet lists, or with no `key` to the one that was offered. */
export const switchTo = (departmentId: string, key?: string) => act("department", { departmentId, key });

export function rate(): void {
  const { score, comment } = state.rating;
  if (score) act("rating", { score, comment }, "#restart");
}

/** Asks the visitor something under the messages; the list of departments is read anew for it. */
export async function ask(panel: typeof state.panel, focus?: string): Promise<void> {
  const comesLater = panel === "switch" || panel === "contact";
  if (comesLater && !(await loadPart("waiting"))) return update({ actionFailed: true });
  if (comesLater && state.timeline?.status !== "queued") return;
  update({ panel, menu: false, actionFailed: false, contactError: undefined }, focus);
  if (panel === "switch") refresh();
}
