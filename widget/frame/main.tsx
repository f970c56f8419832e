import { render } from "preact";
import { pickTextColor } from "@/lib/color";
import type { HostCall } from "../protocol";
import { onReachable } from "./api";
import { follow, showStart } from "./entrance";
import { listenToHost } from "./host";
import { readIdentity } from "./identity";
import { part, setSources } from "./room";
import { resume, tryAgain } from "./start";
import { config, locale, onChange, presentDepartment, state, update } from "./state";
import { TEXTS_VERSION } from "./texts-version";
import { App } from "./views/app";

/** Between two looks at the states of the departments that are on the screen. */
const FOLLOW_MS = 10_000;
/** A page that is busier than this sees that the chat is loading. */
const LOADER_GRACE_MS = 300;

const root = document.body;
const FIRST: Record<string, string> = {
  picker: "#pick button",
  form: "input,textarea,#start",
  chat: "#message, #restart",
};

let isDrawn = false;

function draw(focus: string | undefined): void {
  const keepScroll = part("chat")?.holdScroll();
  const color = presentDepartment()?.color ?? state.widget.color;
  root.style.setProperty("--brand", color);
  root.style.setProperty("--on-brand", pickTextColor(color));
  render(<App />, root);
  keepScroll?.();
  const go = () => {
    if (focus && state.open) document.querySelector<HTMLElement>(focus)?.focus();
  };
  // A focus has everything laid out at once; the first picture is in a task of its own before.
  if (isDrawn) go();
  else requestAnimationFrame(() => setTimeout(go));
  isDrawn = true;
}

function setOpen(open: boolean): void {
  const opened = open && !state.open;
  update({ open }, open ? FIRST[state.view] : undefined);
  if (opened && ["picker", "gone", "form"].includes(state.view)) showStart();
  else if (opened && state.view === "unreachable") tryAgain();
  part("chat")?.markRead();
}

/** What the page asks by the JavaScript API; what is sent after it waits until that is done. */
const obey = (...told: [calls: HostCall[], later?: boolean]) => {
  state.asked = import("./commands/host-commands").then(
    ({ obey }) => obey(...told),
    // Without a line to the server nothing is sent, either.
    () => {},
  );
  return state.asked;
};

setSources({
  code: {
    chat: () => import("./chat/chat-room"),
    ended: () => import("./ended/ended"),
    offline: () => import("./offline/offline-desk"),
    waiting: () => import("./waiting/waiting-panels"),
    fields: () => import("./fields/fields"),
    more: () => import("./more/more"),
    files: () => import("./files/files"),
    menu: () => import("./menu/menu-items"),
    typing: () => import("./typing/typing"),
    emoji: () => import("./emoji/emoji"),
  },
  // The build makes one file of each part's texts in each language: nobody loads a language that they do not read.
  words: (name) => {
    const file = `./${name}-${locale}-${TEXTS_VERSION}.js`;
    return import(file);
  },
});
onChange(draw);
onReachable((reachable) => {
  if (state.lost !== reachable) return;
  update({ lost: !reachable });
  part("chat")?.followOutage();
});
listenToHost(config.origins, {
  init: async ({ open, page, calls }) => {
    Object.assign(state, { open, page });
    if (calls?.length) await obey(calls);
    // The page that waits for us is not kept until all is drawn.
    setTimeout(resume);
  },
  message: (message) => {
    if (message.type === "call") obey([message.call], true);
    else if (message.type === "page") {
      update({ page: message.page });
      part("chat")?.pulse();
    } else if (message.type === "stored") {
      // Another tab of the site began a chat, read on, or opened a closed one again.
      if (message.name !== "id") return;
      if (state.view !== "chat" && readIdentity()?.chat === "open" && !state.busy) resume();
      else part("chat")?.noteStored();
    } else setOpen(message.open);
  },
});
const wake = () => {
  part("chat")?.wake();
  follow();
};
for (const type of ["online", "pageshow"]) addEventListener(type, wake);
addEventListener("offline", () => {
  update({ lost: true });
  part("chat")?.followOutage();
});
document.addEventListener("visibilitychange", wake);
// Forms are never sent, and in a sandboxed page could not be: a press of their button, as which Enter counts, is all.
addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLButtonElement>("[type=submit]");
  if (!button) return;
  event.preventDefault();
  button.form?.dispatchEvent(new Event("submit"));
});
setInterval(follow, FOLLOW_MS);
if (parent === window) update({ view: "notEmbedded" });
// The loader speaks as soon as this file has run: what it has to say is drawn, and nothing before it.
else setTimeout(() => isDrawn || update({}), LOADER_GRACE_MS);
