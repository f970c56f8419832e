import type { ChatEventDto, VisitorChatDto } from "@/lib/chats/schemas";
import { uuidv7 } from "@/lib/ids";
import { isTemporary } from "../api";
import { changeOver } from "../entrance";
import { enter, isOpen, listChats } from "../start";
import { chosenDepartment, type Department, state, update } from "../state";
import { checkForm, formRequest } from "../submit/check-form";
import { post, showFailure } from "../submit/post";

/** Of the start that may or may not have arrived: repeating it under the same id cannot make two chats. */
let startId: string | undefined;

/** Starts the chat with what the form holds. */
export async function submit(): Promise<void> {
  if (state.busy || !checkForm()) return;
  startId ??= uuidv7();
  const { previousChatId } = state;
  const request = { ...formRequest(), clientId: startId, previousChatId };
  const result = await post<{ chat: VisitorChatDto; events: ChatEventDto[] }>("chats", request);
  if (result.ok) {
    startId = undefined;
    update({ busy: false, previousChatId: undefined, form: { ...state.form, body: "" } });
    return enter(result.data.chat, result.data.events);
  }
  if (!isTemporary(result)) startId = undefined;
  if (result.code === "idempotency_mismatch") return continueEarlier();
  if (result.code === "conflict" && (await takesNone(result.data))) return;
  showFailure(result);
}

/** The department has closed, or its queue has filled up, since the form was drawn. Whether the form shows it now. */
async function takesNone(told: Record<string, unknown>): Promise<boolean> {
  // Of our own server; the widget has no schemas.
  const { state: standing, opensAt = null } = told as { state?: Department["state"] | "full"; opensAt?: string | null };
  const known = chosenDepartment();
  if (!standing || !known) return false;
  const now = standing === "full" ? { isFull: true } : { state: standing, opensAt };
  const departments = state.widget.departments.map((each) => (each === known ? { ...each, ...now } : each));
  update({ busy: false, widget: { ...state.widget, departments } });
  await changeOver();
  return state.offline;
}

/** An earlier try did arrive, with the text as it was then: its chat opens, and the new text waits in the composer. */
async function continueEarlier(): Promise<void> {
  const { body } = state.form;
  const chats = await listChats();
  const chat = chats.ok && chats.data.chats.find(isOpen);
  if (!chat) return update({ busy: false, failure: "startFailed" }, "#start");
  update({ busy: false, draft: body, form: { ...state.form, body: "" } });
  enter(chat);
}
