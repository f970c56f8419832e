import type { LoaderConfig } from "@/lib/embed/rules";
import type { HostPage, InitMessage, ToFrame, ToLoader } from "./protocol";

/** Stands where the server writes the launcher's configuration. */
declare const __FOYER_CONFIG__: LoaderConfig;

declare global {
  interface Window {
    foyer?: (command: "open" | "close") => void;
    /** Set by the first copy of the loader; a second one must not draw a second launcher. */
    foyerLoaded?: boolean;
  }
}

// One function and terse style sheets: every byte is on every page of the host site (budget: 2 KB compressed).
// Only what a strict CSP with Trusted Types allows: no markup from strings, no <style>, no style attributes.
(([key, color, onColor, texts]: LoaderConfig, script: HTMLOrSVGScriptElement | null) => {
  if (window.foyerLoaded || !script) return console.info("Foyer: the chat is on this page already");
  window.foyerLoaded = true;

  const doc = document;
  const root = doc.documentElement;
  const { origin } = new URL((script as HTMLScriptElement).src);
  const prefix = `foyer:${origin}:`;
  const language = root.lang || navigator.language;
  const [label, unread] = texts[language.slice(0, 2)] ?? texts.en;
  // Null only in a document that is not shown.
  const view = visualViewport as VisualViewport;
  const phone = matchMedia("(max-width:480px),(max-height:480px)");

  const host = doc.createElement("foyer-chat");
  const shadow = host.attachShadow({ mode: "open" });
  const add = <K extends keyof HTMLElementTagNameMap>(tag: K, parent: Node = shadow) =>
    parent.appendChild(doc.createElement(tag));
  const styles = new CSSStyleSheet();
  styles.replaceSync(
    `:host{all:initial;position:fixed;z-index:2147483647;bottom:20px;inset-inline-end:20px}` +
      `button{all:unset;width:56px;height:56px;border-radius:28px;cursor:pointer;forced-color-adjust:none;transition:scale .15s;` +
      `background:${color};color:${onColor};box-shadow:0 0 0 1px #fff3,0 6px 24px #0004}` +
      `button:hover{scale:1.06}button:focus-visible{outline:3px solid;outline-offset:-7px}` +
      // The icon is a shape of the text colour: a speech bubble, or an arrow down while the chat is open.
      `button:before{content:"";display:block;height:56px;background:currentColor;clip-path:path("M28 16a12 11 0 1 1-5 21l-6 2 2-5a11 11 0 0 1 9-18z")}` +
      `[aria-expanded=true]:before{clip-path:path("M17 26l2-2 9 8 9-8 2 2-11 10z")}` +
      `b{position:absolute;top:-4px;inset-inline-end:-4px;padding:0 7px;border-radius:11px;background:#c8102e;color:#fff;font:700 12px/22px system-ui}` +
      `b:empty,[hidden]{display:none}i{position:absolute;clip-path:inset(9in)}` +
      `iframe{position:absolute;bottom:68px;inset-inline-end:0;width:384px;height:min(640px,100vh - 108px);border:0;border-radius:16px;` +
      `color-scheme:normal;background:#fff;box-shadow:0 0 0 1px #0001,0 12px 48px #0004}` +
      `@media(prefers-color-scheme:dark){iframe{background:#17191e}}` +
      `@media ${phone.media}{iframe{position:fixed;inset:0;width:100%;height:100%;border-radius:0}}` +
      `@media(prefers-reduced-motion){button{transition:none}}@media print{:host{display:none}}`,
  );
  shadow.adoptedStyleSheets = [styles];
  const button = add("button");
  const badge = add("b", button);
  const status = add("i");
  status.role = "status";

  let frame: HTMLIFrameElement | undefined;
  let port: MessagePort | undefined;
  let open = false;
  let covering = false;
  let overflow = "";
  let lastPage = "";

  const page = (): HostPage => ({ url: location.href, title: doc.title, referrer: doc.referrer });
  const send = (message: ToFrame) => port?.postMessage(message);
  const tell = (count: number) => {
    badge.textContent = count ? `${count}` : "";
    status.textContent = count ? `${unread} ${count}` : "";
    button.ariaLabel = `${label} ${status.textContent}`;
  };
  /**
   * On a phone the chat covers the page, which then must neither scroll nor take the focus. The keyboard shrinks the
   * visual viewport only, and the composer must stay above it.
   */
  const fitView = () => {
    const cover = open && phone.matches;
    if (cover !== covering) {
      covering = doc.body.inert = cover;
      [root.style.overflow, overflow] = [cover ? "hidden" : overflow, root.style.overflow];
    }
    if (!frame) return;
    frame.style.height = cover ? `${view.height}px` : "";
    frame.style.top = cover ? `${view.offsetTop}px` : "";
  };
  const show = (next: boolean) => {
    const focus = open !== next;
    open = next;
    if (open) load();
    if (frame) frame.hidden = !open;
    button.ariaExpanded = `${open}`;
    fitView();
    send({ type: open ? "open" : "close" });
    if (focus) (open ? frame : button)?.focus();
  };

  const store = (name: string, value: string | null) => {
    try {
      if (value === null) delete localStorage[prefix + name];
      else localStorage[prefix + name] = value;
    } catch {
      // Blocked or full: the frame keeps it in memory for as long as the page lives.
    }
  };
  const stored = () => {
    const entries: Record<string, string> = {};
    try {
      for (const name in localStorage) {
        if (name.startsWith(prefix)) entries[name.slice(prefix.length)] = localStorage[name];
      }
    } catch {
      // Blocked: a new visitor on every page.
    }
    return entries;
  };

  function load() {
    if (frame) return;
    frame = add("iframe");
    frame.title = label;
    frame.hidden = !open;
    frame.src = `${origin}/embed/${key}?lang=${language}`;
    // Each load, because a host page that moves our element makes the browser load the frame anew.
    frame.onload = () => {
      const channel = new MessageChannel();
      port = channel.port1;
      port.onmessage = ({ data }: MessageEvent<ToLoader>) => {
        if (data.type === "close") show(false);
        else if (data.type === "unread") tell(data.count);
        else store(data.name, data.value);
      };
      const init: InitMessage = { foyer: "init", open, store: stored(), page: page() };
      frame?.contentWindow?.postMessage(init, origin, [channel.port2]);
    };
    // A look once a second finds every kind of navigation without touching the host's history functions.
    setInterval(() => {
      const now = location.href + doc.title;
      if (now !== lastPage) send({ type: "page", page: page() });
      lastPage = now;
    }, 1000);
  }

  const attach = () => host.isConnected || root.append(host);
  new MutationObserver(attach).observe(root, { childList: true });
  attach();
  tell(0);
  show(false);
  button.onclick = () => show(!open);
  // A statement and no expression: a handler that answers false would take Enter away from the launcher.
  host.onkeydown = ({ key }) => {
    if (key === "Escape") show(false);
  };
  for (const type of ["resize", "scroll"]) view.addEventListener(type, fitView);
  addEventListener("storage", ({ key, newValue }) => {
    if (key?.startsWith(prefix)) send({ type: "stored", name: key.slice(prefix.length), value: newValue });
  });
  window.foyer = (command) => show(command === "open");
  // An open chat of this browser is followed from every page, so that the launcher can tell of new messages.
  if (stored().id?.includes('"open"')) setTimeout(load, 1500);
})(__FOYER_CONFIG__, document.currentScript);
