import type { HostCall } from "../protocol";
import { isEventName, listenTo } from "./events";
import { identityOf } from "./identity";
import type { Launcher } from "./launcher";
import { forgetVisitor, launcherButton, reloadFrame } from "./launcher-parts";

type Api = Record<string, (value: unknown, more: unknown) => unknown>;

/** A page may destroy the widget and load it anew, which makes another launcher. */
const apis = new WeakMap<Launcher, Api>();

/** Does what a page asks by `foyer(command, …)`. Rejects for what it cannot understand, in words for its developer. */
export async function runCommand(launcher: Launcher, command: string, [value, more]: unknown[]): Promise<unknown> {
  const api = apis.get(launcher) ?? createApi(launcher);
  apis.set(launcher, api);
  if (!Object.hasOwn(api, command)) throw misuse(`there is no command "${command}"`);
  return api[command]?.(value, more);
}

const misuse = (words: string) => new TypeError(`Foyer: ${words}`);

const THEMES = { light: "not all", dark: "all", auto: "(prefers-color-scheme:dark)" };
const isTheme = (value: unknown): value is keyof typeof THEMES =>
  typeof value === "string" && Object.hasOwn(THEMES, value);

function createApi(launcher: Launcher): Api {
  const { host } = launcher;
  const { emit, on, off } = listenTo(launcher);
  const colors = new CSSStyleSheet();
  let returnTo: Element | null = null;

  /** Tells the frame that is there, and each that comes; of one command the last word counts. */
  const tell = (command: string, value?: unknown) => {
    const call: HostCall = [command, value];
    launcher.calls = [...launcher.calls.filter(([known]) => known !== command), call];
    launcher.send({ type: "call", call });
  };
  const text = (value: unknown, what: string) => {
    if (typeof value === "string" && value) return value;
    throw misuse(`${what} needs a text`);
  };
  const identity = identityOf({ tell, emit, forget: () => forget() });
  const forget = () => {
    launcher.calls = launcher.calls.filter(([command]) => command !== "identify" && command !== "set");
    forgetVisitor(launcher);
  };

  const { show } = launcher;
  launcher.show = (open) => {
    const was = launcher.open;
    if (open && !was) returnTo = document.activeElement;
    show(open);
    // Where the page shows a button of its own instead of ours, that is where people come from.
    if (!open && was && isHidden() && returnTo instanceof HTMLElement) returnTo.focus();
    if (open !== was) emit(open ? "open" : "close");
  };
  const button = launcherButton(launcher);
  const isHidden = () => button.style.display === "none";
  const setHidden = (hidden: boolean) => {
    button.style.display = hidden ? "none" : "";
  };

  on("identity-refused", () => identity.noteRefused());
  // In another tab of the site the visitor was forgotten.
  const noteForgotten = (event: StorageEvent) => identity.noteStorage(event);
  addEventListener("storage", noteForgotten);

  const proactive = async () => (await import("./proactive")).proactiveOf(launcher, tell);

  return {
    open: () => launcher.show(true),
    close: () => launcher.show(false),
    toggle: () => launcher.show(!launcher.open),
    show: () => setHidden(false),
    hide: () => setHidden(true),
    identify: (value) => identity.identify(value),
    logout: () => {
      identity.stop();
      launcher.show(false);
      forget();
    },
    set: (value) => {
      if (typeof value !== "object" || value === null) throw misuse("set needs an object");
      const { name, email, question } = value as Record<string, unknown>;
      tell("set", { name: asText(name), email: asText(email), body: asText(question) });
    },
    department: (value) => tell("department", value === null ? null : text(value, "department")),
    locale: (value) => {
      host.lang = text(value, "locale");
      reloadFrame(launcher);
    },
    theme: (value) => {
      if (!isTheme(value)) throw misuse("theme is light, dark or auto");
      colors.replaceSync(`iframe{background:#fff}@media ${THEMES[value]}{iframe{background:#17191e}}`);
      const sheets = host.shadowRoot?.adoptedStyleSheets;
      if (sheets && !sheets.includes(colors)) sheets.push(colors);
      tell("theme", value);
    },
    trigger: async (value) => (await proactive()).trigger(text(value, "trigger")),
    /** Of the loader: the rules of this installation, once the first may be due. */
    proactive: async (value) => (await proactive()).follow(value),
    on: (name, listener) => {
      if (!isEventName(name)) throw misuse(`there is no event "${name}"`);
      if (typeof listener !== "function") throw misuse("on needs a function");
      on(name, listener as (detail: unknown) => void);
      if (["chat-started", "chat-ended", "message"].includes(name)) tell("watch");
      if (name === "ready") emit("ready");
    },
    off: (name, listener) => off(name, listener),
    destroy: () => {
      launcher.show(false);
      identity.stop();
      removeEventListener("storage", noteForgotten);
      launcher.on = undefined;
      // What keeps the launcher on the page asks this before it puts it back.
      Object.defineProperty(host, "isConnected", { value: true });
      host.remove();
      delete window.foyer;
    },
  };
}

const asText = (value: unknown) => (typeof value === "string" ? value : undefined);
