import type { Proactive } from "@/lib/appearance/rules";
import type { LoaderConfig } from "@/lib/embed/rules";
import type { Launcher } from "./api/launcher";
import type { HostCall, HostPage, InitMessage, ToLoader } from "./protocol";

/** Stands where the server writes the launcher's configuration. */
declare const __FOYER_CONFIG__: LoaderConfig;
/** Name of the file with everything that a page needs only after somebody did something. */
declare const __FOYER_LATER__: string;

type Waiting = [call: HostCall, resolve: (value: unknown) => void, reject: (reason: unknown) => void];

declare global {
  interface Window {
    /** With `q` it is what stands in for us until this script comes: what the page has asked so far. */
    foyer?: ((...call: HostCall) => Promise<unknown>) & {
      q?: Waiting[];
      /** What it may show by itself; the server writes it behind this script where there is something. */
      rules?: Proactive[];
    };
  }
}

// One function: every byte is on every page of the host site (budget: 2 KB compressed).
// Only what a strict CSP with Trusted Types allows: no markup from strings, no <style>, no style attributes.
(([css, labels, followed]: LoaderConfig, script: HTMLOrSVGScriptElement | null) => {
  const { src } = script as HTMLScriptElement;
  const before = window.foyer;
  // A second copy must not draw a second launcher; the server notes it, and answers with a line for the console.
  if (before && !before.q) return import(`${src}?twice`);

  const doc = document;
  const root = doc.documentElement;
  const [origin = ""] = src.split("/embed/");
  const prefix = `foyer:${origin}:`;

  const host = doc.createElement("foyer-chat");
  host.lang = root.lang || navigator.language;
  const label = labels[host.lang.slice(0, 2).toLowerCase()] ?? labels.en;
  const shadow = host.attachShadow({ mode: "open" });
  const add = <K extends keyof HTMLElementTagNameMap>(tag: K, parent: Node = shadow) =>
    parent.appendChild(doc.createElement(tag));
  const styles = new CSSStyleSheet();
  styles.replaceSync(css);
  shadow.adoptedStyleSheets = [styles];
  const button = add("button");
  const badge = add("b", button);
  const status = add("i");
  status.role = "status";

  let port: MessagePort | undefined;
  let lastPage: string | undefined;

  /** Beyond this the server keeps nothing of a title, and a request has its limits. */
  const page = (): HostPage => ({
    url: bare(location.href),
    title: doc.title.slice(0, 300),
    referrer: bare(doc.referrer),
    focused: doc.hasFocus(),
  });
  /** A query holds what nobody meant to tell a chat: search words, tokens. Campaigns (`&utm_…`) are meant to be told. */
  const bare = (url: string) => url.replace(/[?&#](?!utm_)[^&#]*/g, "");
  const tell = (count: number, text: string) => {
    badge.textContent = `${count || ""}`;
    status.textContent = text;
    button.ariaLabel = `${label} ${text}`;
  };
  const later = (...call: HostCall) => import(`${origin}/embed/${__FOYER_LATER__}`).then(({ run }) => run(it, call));

  const it: Launcher = {
    host,
    open: false,
    calls: [],
    send: (message) => port?.postMessage(message),
    show: (open) => {
      const focus = it.open !== open;
      it.open = open;
      if (open) it.load();
      if (it.frame) it.frame.hidden = !open;
      button.ariaExpanded = `${open}`;
      it.send({ type: "open", open });
      if (focus) (open ? it.frame : button)?.focus();
      if (open && matchMedia("(max-width:480px),(max-height:480px)").matches) later("phone");
    },
    load: () => {
      if (it.frame) return;
      const frame = doc.createElement("iframe");
      it.frame = frame;
      frame.title = label;
      frame.hidden = true;
      frame.src = src.replace(/\.js[^/]*$/, `?lang=${host.lang}`);
      // Each load, because a host page that moves our element makes the browser load the frame anew.
      frame.onload = () => {
        const ports = new MessageChannel();
        port = ports.port1;
        port.onmessage = ({ data }: MessageEvent<ToLoader>) => {
          if (data.type === "close") it.show(false);
          if (data.type === "unread") tell(data.count, data.text);
          if (data.type === "store") store(data.name, data.value);
          it.on?.(data);
        };
        frame.contentWindow?.postMessage(
          { foyer: "init", open: it.open, store: stored(), page: page(), calls: it.calls } satisfies InitMessage,
          origin,
          [ports.port2],
        );
      };
      // With its address already: the browser makes no empty document of it first.
      shadow.append(frame);
      doc.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
        if (blockedURI.startsWith(origin)) import(`${src}?blocked`);
      });
      // A look once a second finds every kind of navigation without touching the host's history functions.
      setInterval(() => {
        const now = location.href + doc.title + doc.hasFocus();
        if (now !== lastPage) it.send({ type: "page", page: page() });
        lastPage = now;
      }, 1000);
    },
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
        const [, own] = name.split(prefix);
        if (own) entries[own] = localStorage[name];
      }
    } catch {
      // Blocked: a new visitor on every page.
    }
    return entries;
  };

  const attach = () => host.isConnected || root.append(host);
  new MutationObserver(attach).observe(root, { childList: true });
  attach();
  tell(0, "");
  it.show(false);
  // A finger that comes down is the click's first half: the frame is on its way while it goes up again.
  button.onpointerdown = it.load;
  // Whatever the browser draws for the finger comes first, and in a task of its own.
  button.onclick = () => setTimeout(() => it.show(!it.open));
  // A statement and no expression: a handler that answers false would take Enter away from the launcher.
  host.onkeydown = ({ key }) => {
    if (key === "Escape") it.show(false);
  };
  addEventListener("storage", ({ key, newValue }) => {
    const [, name] = key?.split(prefix) ?? [];
    if (name) it.send({ type: "stored", name, value: newValue });
  });
  window.foyer = later;
  before?.q?.map(([call, resolve, reject]) => later(...call).then(resolve, reject));
  // Of an open chat the launcher tells new messages, on every page; where an admin wants it, operators see who else is back.
  if (stored().id?.includes(followed)) setTimeout(it.load, 1000);
})(__FOYER_CONFIG__, document.currentScript);
