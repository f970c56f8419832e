import type { WidgetConfigDto } from "@/lib/embed/widget-config";
import { call } from "./api";
import { changesText, takesChats } from "./availability";
import { nextField } from "./form";
import { loadPart, part } from "./room";
import { chosenDepartment, formats, locale, state, t, update } from "./state";

/** What the frame was written with is fresh for the first look, and only right after it was written. */
const INLINED_FRESH_MS = 10_000;
let inlinedIsUnseen = true;

function readConfig() {
  inlinedIsUnseen = false;
  return call<WidgetConfigDto>(`embed/${state.widget.key}?lang=${locale}`);
}

/** Shows where a chat begins: the picker, the form when there is nothing to pick, or a message to the company with nobody there. */
export async function showStart(): Promise<void> {
  const inForm = state.view === "form";
  const isFresh = inlinedIsUnseen && performance.now() < INLINED_FRESH_MS;
  inlinedIsUnseen &&= !state.open;
  if (isFresh) return arrange();
  if (!inForm) update({ view: "loading" });
  const result = await readConfig();
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
  const stays = state.view === "form" && chosenDepartment();
  if (!only) showForm(undefined);
  else if (stays) update({}, "#name");
  else if (departments.length === 1) showForm(only.id);
  else update({ view: "picker", departmentId: undefined }, "#pick button");
  if (stays) changeOver();
}

/** Shows the form of a department: for a chat, or for a message when it takes none now. Undefined: a message to the company. */
export async function showForm(departmentId: string | undefined): Promise<void> {
  update({
    departmentId,
    waits: false,
    offline: false,
    changedOver: false,
    failure: undefined,
    goneDepartment: undefined,
  });
  const department = chosenDepartment();
  const offline = !department || !takesChats(department, false);
  const asksMore = department?.form ?? state.widget.consent;
  if ((offline && !part("offline")) || (asksMore && !part("fields"))) {
    update({ view: "loading" });
    const parts = await Promise.all([!offline || loadPart("offline"), !asksMore || loadPart("fields")]);
    if (parts.includes(null)) return update({ view: "unreachable" });
    if (state.departmentId !== departmentId || state.view !== "loading") return;
  }
  const announcement = (offline && part("offline")?.reasonText(department)) || "";
  update({ view: "form", offline, announcement }, nextField());
}

/** From the offline form to that of a chat, because the visitor asks for it. */
export const chatInstead = (waits: boolean) =>
  update({ offline: false, changedOver: false, waits, failure: undefined }, nextField("start"));

export function backToPicker(): void {
  update({ view: "loading", failure: undefined, errors: {} });
  showStart();
}

/**
 * The department of an open form may have stopped taking chats: the form becomes that of a message, with what is typed and
 * with the focus where they are. Never the other way: that is offered.
 */
export async function changeOver(): Promise<void> {
  const department = chosenDepartment();
  if (!department || state.offline || takesChats(department, state.waits)) return;
  const code = await loadPart("offline");
  if (!code || state.view !== "form" || state.busy || chosenDepartment() !== department) return;
  update({ offline: true, changedOver: true, failure: undefined });
  update({ announcement: code.reasonText(department) });
}

/** Reads the configuration again and shows what has changed, without disturbing who is typing. */
export async function refresh(): Promise<void> {
  const result = await readConfig();
  if (!result.ok) return;
  const { view, departmentId } = state;
  const { departments } = result.data;
  const chosen = departments.find(({ id }) => id === departmentId);
  // Not offered any more: who types keeps the form, and is told on sending it.
  if (view === "form" && departmentId && !chosen) return;
  const shown = view === "form" && chosen ? [chosen] : departments;
  const news = view === "chat" ? "" : changesText(state.widget.departments, shown, t, formats);
  update({ widget: result.data, ...(news && { announcement: news }) });
  if (view === "form") changeOver();
  else if (view === "picker" && !departments.length) arrange();
}

/** While somebody looks at states of departments they are followed. */
export function follow(): void {
  const looks = ["picker", "form"].includes(state.view) || state.panel === "switch";
  if (looks && state.open && !state.busy && document.visibilityState === "visible") refresh();
}
