import type { ChatEventDto, VisitorChatDto } from "@/lib/chats/schemas";
import type { WidgetConfigDto } from "@/lib/embed/widget-config";
import { uuidv7 } from "@/lib/ids";
import { call, isTemporary, retryDelay } from "./api";
import { ensureToken, patchIdentity, readIdentity } from "./identity";
import { loadRoom } from "./room";
import { chosenDepartment, type FormField, locale, state, update } from "./state";

const BODY_MAX = 4000;
const TRIES = 3;

/** Of the start that may or may not have arrived: repeating it under the same id cannot make two chats. */
let startId: string | undefined;
/** What the frame was written with is fresh for the first look, and only right after it was written. */
const INLINED_FRESH_MS = 10_000;
let inlinedIsUnseen = true;

/** Shows where a chat begins: the picker, the form when there is nothing to pick, or that nobody is there. */
export async function showStart(): Promise<void> {
  const inForm = state.view === "form";
  const isFresh = inlinedIsUnseen && performance.now() < INLINED_FRESH_MS;
  inlinedIsUnseen = false;
  if (isFresh) return arrange();
  if (!inForm) update({ view: "loading" });
  const result = await call<WidgetConfigDto>(`embed/${state.widget.key}`);
  if (state.view === "chat" || inForm !== (state.view === "form")) return;
  if (result.ok) update({ widget: result.data });
  else if (result.status === 404) return update({ view: "gone" });
  // Who has typed already keeps the form; the start itself asks the server again.
  else if (!inForm) return update({ view: "unreachable" });
  arrange();
}

function arrange(): void {
  const { departments } = state.widget;
  const [only] = departments;
  const chosen = chosenDepartment();
  if (!only) update({ view: "nobody", departmentId: undefined });
  else if (departments.length === 1) showForm(only.id);
  else if (chosen && state.view === "form") update({}, "#name");
  else update({ view: "picker", departmentId: undefined }, "#pick button");
}

export function showForm(departmentId: string): void {
  const { form } = state;
  const first = (["name", "body"] as const).find((field) => !form[field]) ?? "body";
  update({ view: "form", departmentId, goneDepartment: undefined }, `#${first}`);
}

export function backToPicker(): void {
  update({ view: "loading", failure: undefined, errors: {} });
  showStart();
}

function findErrors(): Partial<Record<FormField, string>> {
  const { name, email, body } = state.form;
  return {
    ...(!name.trim() && { name: "required" }),
    ...(email.trim() && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) && { email: "email" }),
    ...(!body.trim() && { body: "required" }),
    ...(body.length > BODY_MAX && { body: "tooLong" }),
  };
}

const showErrors = (errors: Partial<Record<FormField, string>>) => {
  const first = (["name", "email", "body"] as const).find((field) => errors[field]);
  update({ busy: false, errors }, first && `#${first}`);
};

/** Starts the chat with what the form holds. Whatever goes wrong, the typed text stays. */
export async function start(): Promise<void> {
  if (state.busy) return;
  const errors = findErrors();
  if (Object.keys(errors).length > 0) return showErrors(errors);
  update({ busy: true, errors: {}, failure: undefined });
  const token = ensureToken();
  startId ??= uuidv7();
  const { name, email, body } = state.form;
  const request = {
    key: state.widget.key,
    departmentId: state.departmentId,
    clientId: startId,
    name,
    email: email.trim() || undefined,
    body,
    locale,
    page: state.page,
  };
  type Started = { chat: VisitorChatDto; events: ChatEventDto[] };
  let result = await call<Started>("chats", token, request);
  for (let attempt = 1; !result.ok && result.status !== 429 && isTemporary(result) && attempt < TRIES; attempt++) {
    await new Promise((done) => setTimeout(done, retryDelay(attempt)));
    result = await call<Started>("chats", token, request);
  }
  if (result.ok) {
    startId = undefined;
    update({ busy: false, form: { ...state.form, body: "" } });
    return enter(result.data.chat, result.data.events);
  }
  if (isTemporary(result)) {
    return update({ busy: false, failure: result.status === 429 ? "tooMany" : "startFailed" }, "#start");
  }
  startId = undefined;
  if (result.code === "idempotency_mismatch") return continueEarlier(token);
  if (result.status === 404) return departmentIsGone();
  const { fields } = result;
  if (fields.name ?? fields.email ?? fields.body) return showErrors(fields);
  update({ busy: false, failure: "startFailed" }, "#start");
}

/** The chat's own code comes when there is a chat; without it "try again" loads the frame anew. */
async function enter(chat: VisitorChatDto, events: ChatEventDto[] = []): Promise<void> {
  const room = await loadRoom();
  if (room) room.openChat(chat, events, showStart);
  else update({ view: "unreachable", busy: false });
}

/** An earlier try did arrive, with the text as it was then: its chat opens, and the new text waits in the composer. */
async function continueEarlier(token: string): Promise<void> {
  const { body } = state.form;
  const chat = await findOpenChat(token);
  if (!chat) return update({ busy: false, failure: "startFailed" }, "#start");
  update({ busy: false, draft: body, form: { ...state.form, body: "" } });
  enter(chat);
}

/** The department was hidden or disabled while the visitor was typing. */
function departmentIsGone(): void {
  const goneDepartment = chosenDepartment()?.name;
  update({ busy: false, view: "loading", goneDepartment });
  showStart();
}

async function findOpenChat(token: string): Promise<VisitorChatDto | null> {
  const result = await call<{ chats: VisitorChatDto[] }>(`chats?key=${state.widget.key}`, token);
  if (!result.ok) return null;
  return result.data.chats.find((chat) => chat.state.status !== "closed") ?? null;
}

/** Shows the chat that this browser has on this site, or where one begins. */
export async function resume(): Promise<void> {
  const identity = readIdentity();
  if (!identity) return showStart();
  update({ view: "loading" });
  const result = await call<{ chats: VisitorChatDto[] }>(`chats?key=${state.widget.key}`, identity.token);
  if (state.view === "chat") return;
  if (!result.ok && isTemporary(result)) return update({ view: "unreachable" });
  const chats = result.ok ? result.data.chats : [];
  // One that ended while the visitor was away is shown once more, with its end.
  const unseen = identity.chat === "open" ? identity.chatId : undefined;
  const chat = chats.find(({ state }) => state.status !== "closed") ?? chats.find(({ id }) => id === unseen);
  if (chat) return enter(chat);
  patchIdentity({ chat: "none" });
  showStart();
}

/** The page itself may be what is out of date; nothing typed is on the screen where this is offered. */
export const tryAgain = () => location.reload();
