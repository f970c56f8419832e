import { render } from "preact";
import { pickTextColor } from "@/lib/color";
import { onReachable } from "./api";
import { listenToHost } from "./host";
import { readIdentity } from "./identity";
import { room } from "./room";
import { resume, showStart, tryAgain } from "./start";
import { chosenDepartment, config, onChange, state, update } from "./state";
import { App } from "./views/app";

/** The last entry counts as seen when no more than this is below the edge. */
const NEAR_END_PX = 48;

const root = document.body;
const FIRST: Record<string, string> = { picker: "#pick button", form: "#name", chat: "#message, #restart" };

function draw(focus: string | undefined): void {
  const log = document.getElementById("log");
  const before = log?.querySelectorAll("li").length ?? 0;
  const atEnd = !log || log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
  const color = chosenDepartment()?.color ?? state.widget.color;
  root.style.setProperty("--brand", color);
  root.style.setProperty("--on-brand", pickTextColor(color));
  render(<App />, root);
  const now = document.getElementById("log");
  if (now && (atEnd || isOwn(now.querySelector("li:last-child"), before, now))) now.scrollTop = now.scrollHeight;
  else if (now && state.caughtUp && now.querySelectorAll("li").length > before) update({ newBelow: true });
  if (focus && state.open) document.querySelector<HTMLElement>(focus)?.focus();
}

/** What the visitor has just written themselves is always brought into view. */
const isOwn = (entry: Element | null, before: number, log: Element) =>
  log.querySelectorAll("li").length > before && entry?.classList.contains("pending");

function setOpen(open: boolean): void {
  const opened = open && !state.open;
  update({ open }, open ? FIRST[state.view] : undefined);
  if (opened && ["picker", "nobody", "gone", "form"].includes(state.view)) showStart();
  else if (opened && state.view === "unreachable") tryAgain();
  room()?.markRead();
}

onChange(draw);
onReachable((reachable) => state.lost === reachable && update({ lost: !reachable }));
listenToHost(config.allowedDomains, {
  init: ({ open, page }) => {
    update({ open, page });
    resume();
  },
  message: (message) => {
    if (message.type === "page") {
      update({ page: message.page });
      room()?.pulse();
    } else if (message.type === "stored") {
      // Another tab of the site began a chat, or read on.
      if (message.name !== "id") return;
      if (state.view !== "chat" && readIdentity()?.chat === "open" && !state.busy) resume();
      else room()?.markRead();
    } else setOpen(message.type === "open");
  },
});
const wake = () => room()?.wake();
for (const type of ["online", "pageshow"]) addEventListener(type, wake);
addEventListener("offline", () => update({ lost: true }));
document.addEventListener("visibilitychange", wake);
if (parent === window) update({ view: "notEmbedded" });
else update({});
