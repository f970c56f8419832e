import { randomToken } from "@/lib/ids";
import type { HostCall } from "../../protocol";
import { showForm } from "../entrance";
import { store } from "../host";
import { NAME, readIdentity } from "../identity";
import { resume } from "../start";
import { type FormField, onChange, state, update } from "../state";
import { vouch } from "./vouch";
import { watchChat } from "./watch";

// What a page asks by foyer(), as far as the frame has to do with it. Loaded with the first such call.

const FIELDS: readonly FormField[] = ["name", "email", "body"];
const FIELD_MAX = 4000;

type Values = Record<string, unknown>;

const COMMANDS: Record<string, (value: unknown, isLate: boolean) => void> = {
  identify: (value, isLate) => identify(valuesOf(value), isLate),
  set: (value) => prefill(valuesOf(value)),
  department: preselect,
  greet,
  theme: (value) => {
    const { dataset } = document.documentElement;
    if (value === "light" || value === "dark") dataset.theme = value;
    else delete dataset.theme;
  },
  watch: watchChat,
};

/**
 * Does what the page asks, one after the other; what is not known or not as it should be is left out. `isLate`: the
 * frame has already looked for the visitor's chats.
 */
export function obey(calls: readonly HostCall[], isLate = false): void {
  for (const [command, value] of calls) if (Object.hasOwn(COMMANDS, command)) COMMANDS[command]?.(value, isLate);
}

const valuesOf = (value: unknown): Values => (typeof value === "object" && value !== null ? (value as Values) : {});

/** Fills in what the visitor has not typed. */
function prefill(values: Values): void {
  const form = { ...state.form };
  for (const field of FIELDS) {
    const text = values[field];
    if (typeof text === "string" && !form[field]) form[field] = text.slice(0, FIELD_MAX);
  }
  update({ form });
}

/** From here on every request says for whom the site vouches. */
function identify(values: Values, isLate: boolean): void {
  prefill(values);
  const { token } = values;
  if (typeof token !== "string") return;
  const isNew = vouch(token);
  // Of a known visitor there may be chats that this browser has not seen: the server is asked, nothing is stored yet.
  if (!readIdentity()) store.set(NAME, JSON.stringify({ token: randomToken(32), chat: "none" }));
  // Who is writing already stays where they are.
  if (isLate && isNew && state.view !== "chat" && !state.busy && !state.form.body) resume();
}

const watchers = new Set<() => boolean>();
onChange(() => {
  for (const isDone of watchers) if (isDone()) watchers.delete(isDone);
});

/** Looks after each change, until there is nothing left to do. */
function whenever(isDone: () => boolean): void {
  if (!isDone()) watchers.add(isDone);
}

let wanted: unknown;

/** The department that the visitor would choose: by its id or its name. */
function preselect(value: unknown): void {
  wanted = value;
  if (typeof value !== "string") return;
  whenever(() => {
    if (wanted !== value) return true;
    if (state.view === "form" && state.widget.departments.length < 2) return true;
    if (state.view !== "picker") return false;
    const chosen = state.widget.departments.find(({ id, name }) => id === value || name === value);
    if (chosen) showForm(chosen.id);
    return true;
  });
}

/** What the page has said to the visitor stands where the greeting would. */
function greet(value: unknown): void {
  if (typeof value !== "string") return;
  const greeting = value.slice(0, FIELD_MAX);
  whenever(() => {
    const { widget } = state;
    if (state.view === "chat") return true;
    // The configuration is read anew every few seconds, with the greeting of every day.
    if (widget.greeting !== greeting) {
      const departments = widget.departments.map((department) => ({ ...department, greeting }));
      update({ widget: { ...widget, greeting, departments } });
    }
    return false;
  });
}
