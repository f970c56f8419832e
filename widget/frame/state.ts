import type { VisitorChatDto } from "@/lib/chats/schemas";
import type { OutboxItem, Timeline } from "@/lib/chats/timeline";
import type { FrameConfig, WidgetConfigDto } from "@/lib/embed/widget-config";
import type { HostPage } from "../protocol";
import { createTranslate, type Texts } from "./texts";

export type View = "loading" | "notEmbedded" | "unreachable" | "gone" | "nobody" | "picker" | "form" | "chat";
export type FormField = "name" | "email" | "body";

export type State = {
  view: View;
  /** The panel is shown on the host page. */
  open: boolean;
  widget: WidgetConfigDto;
  page: HostPage | undefined;
  departmentId: string | undefined;
  /** A department that was chosen and is not offered any more. */
  goneDepartment: string | undefined;
  form: Record<FormField, string>;
  errors: Partial<Record<FormField, string>>;
  failure: "startFailed" | "tooMany" | undefined;
  busy: boolean;
  chat: VisitorChatDto | undefined;
  timeline: Timeline | undefined;
  /** The history has been read once: what comes now is news. */
  caughtUp: boolean;
  outbox: readonly OutboxItem[];
  draft: string;
  lost: boolean;
  menu: boolean;
  confirmEnd: boolean;
  endFailed: boolean;
  /** Entries have come below what the visitor looks at. */
  newBelow: boolean;
};

const inlined = document.getElementById("config")?.textContent ?? "{}";
// The server that wrote this page wrote it with the same type.
export const config = JSON.parse(inlined) as FrameConfig & { texts: Texts };
export const { locale, texts } = config;
export const t = createTranslate(texts);

export const state: State = {
  view: "loading",
  open: false,
  widget: config.widget,
  page: undefined,
  departmentId: undefined,
  goneDepartment: undefined,
  form: { name: "", email: "", body: "" },
  errors: {},
  failure: undefined,
  busy: false,
  chat: undefined,
  timeline: undefined,
  caughtUp: false,
  outbox: [],
  draft: "",
  lost: false,
  menu: false,
  confirmEnd: false,
  endFailed: false,
  newBelow: false,
};

let draw: (focus: string | undefined) => void = () => {};
let scheduled = false;
let focusNext: string | undefined;

export const onChange = (listener: typeof draw) => {
  draw = listener;
};

/** Changes the state; the screen follows once per turn. `focus` is a selector of what then takes the focus. */
export function update(patch: Partial<State>, focus?: string): void {
  Object.assign(state, patch);
  focusNext = focus ?? focusNext;
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    const selector = focusNext;
    focusNext = undefined;
    draw(selector);
  });
}

export const chosenDepartment = () =>
  state.chat?.department ?? state.widget.departments.find(({ id }) => id === state.departmentId);
