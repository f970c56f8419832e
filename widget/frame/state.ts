import type { ComponentType } from "preact";
import type { VisitorChatDto } from "@/lib/chats/schemas";
import type { OutboxItem, Timeline } from "@/lib/chats/timeline";
import type { FrameConfig, WidgetConfigDto } from "@/lib/embed/widget-config";
import type { HostPage } from "../protocol";
import { createTranslate, type Texts } from "./texts";

export type View = "loading" | "notEmbedded" | "unreachable" | "gone" | "picker" | "form" | "sent" | "chat";
/** `phone` and `consent` (the version that was agreed to) belong to forms that ask for them. */
export type FormField = "name" | "email" | "phone" | "body" | "consent";
export type Department = WidgetConfigDto["departments"][number];
/** `reopen`: its writer saw that the chat is closed, and wants it open again. */
export type OwnMessage = OutboxItem & { reopen?: boolean };

export type State = {
  view: View;
  /** The panel is shown on the host page. */
  open: boolean;
  widget: WidgetConfigDto;
  page: HostPage | undefined;
  /** What the page has asked for last is done with this. */
  asked?: Promise<void>;
  departmentId: string | undefined;
  /** A department that was chosen and is not offered any more. */
  goneDepartment: string | undefined;
  /** The form is that of an offline message. */
  offline: boolean;
  /** It became that while the visitor was filling it in. */
  changedOver: boolean;
  /** The visitor wants to wait in the queue of a department where nobody is. */
  waits: boolean;
  /** What has changed by itself, for those who do not see it. */
  announcement: string;
  form: Record<"name" | "email" | "body", string> & Partial<Record<FormField, string>>;
  errors: Partial<Record<FormField, string>>;
  failure: "startFailed" | "tooMany" | "signIn" | undefined;
  busy: boolean;
  /** A closed chat that the next one goes on from. */
  previousChatId: string | undefined;
  chat: VisitorChatDto | undefined;
  timeline: Timeline | undefined;
  /** The history has been read once: what comes now is news. */
  caughtUp: boolean;
  /** Somebody has come before the waiting visitor. */
  overtaken: boolean;
  outbox: readonly OwnMessage[];
  draft: string;
  lost: boolean;
  /** Maintenance mode is on, until about then. */
  maintenance: { until: string | null } | undefined;
  /** The notice of an outage stands after the entry `after`; `over` when everything works again. */
  outage: { text: string; until: string | undefined; after: number; over: boolean } | undefined;
  menu: boolean;
  /** Stands in place of the view, which goes on behind it. */
  screen: ComponentType | undefined;
  /** What the visitor is asked under the messages. */
  panel: "end" | "switch" | "contact" | undefined;
  /** What the visitor pressed in the chat has not reached the server. */
  actionFailed: boolean;
  contactError: string | undefined;
  /** Number of the offer of another department that the visitor does not want. */
  declinedOffer: number;
  rating: { score: number; comment: string; isSkipped: boolean };
  /** Entries have come below what the visitor looks at. */
  newBelow: boolean;
};

const inlined = document.getElementById("config")?.textContent ?? "{}";
// The server that wrote this page wrote it with the same type.
export const config = JSON.parse(inlined) as FrameConfig & { texts: Texts };
/** The language, and the tag by which times and numbers are written, with the visitor's region. */
export const { locale, formats = locale } = config;
export const texts: Texts = config.texts;
export const t = createTranslate(texts, formats);

/** What belongs to one chat, as it is before the first. */
export const freshChat = {
  chat: undefined,
  timeline: undefined,
  menu: false,
  panel: undefined,
  actionFailed: false,
  contactError: undefined,
  declinedOffer: 0,
  rating: { score: 0, comment: "", isSkipped: false },
  outage: undefined,
} satisfies Partial<State>;

export const state: State = {
  ...freshChat,
  screen: undefined,
  view: "loading",
  open: false,
  widget: config.widget,
  page: undefined,
  departmentId: undefined,
  goneDepartment: undefined,
  offline: false,
  changedOver: false,
  waits: false,
  announcement: "",
  form: { name: "", email: "", body: "" },
  errors: {},
  failure: undefined,
  busy: false,
  previousChatId: undefined,
  caughtUp: false,
  overtaken: false,
  outbox: [],
  draft: "",
  lost: false,
  maintenance: undefined,
  newBelow: false,
};

let draw: (focus: string | undefined) => void = () => {};
let scheduled = false;
let focusNext: string | undefined;

/** Calls all that were given, in their order, after each change. */
export const onChange = (listener: typeof draw) => {
  const before = draw;
  draw = (focus) => {
    before(focus);
    listener(focus);
  };
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

/** Where the visitor is: where the chat has gone, else where they begin; from a department's own snippet always there. */
export const presentDepartment = () =>
  state.timeline?.state?.department ??
  state.chat?.department ??
  chosenDepartment() ??
  (state.widget.kind === "department" ? state.widget.departments[0] : undefined);

/** The department that the form is for. */
export const chosenDepartment = () => state.widget.departments.find(({ id }) => id === state.departmentId);
