import ar from "@/messages/ar/widget-bubble.json";
import de from "@/messages/de/widget-bubble.json";
import en from "@/messages/en/widget-bubble.json";
import es from "@/messages/es/widget-bubble.json";
import fr from "@/messages/fr/widget-bubble.json";
import pt from "@/messages/pt/widget-bubble.json";
import ru from "@/messages/ru/widget-bubble.json";
import type { Launcher } from "./launcher";
import { launcherStatus } from "./launcher-parts";

const TEXTS: Record<string, typeof en> = { en, ru, de, es, fr, pt, ar };

/** System colours: they follow the visitor's theme, also in forced colours. */
const CSS =
  ":host{all:initial;position:absolute;bottom:72px;color-scheme:light dark}" +
  "div{display:flex;align-items:start;gap:4px;box-sizing:border-box;width:max-content;max-width:min(280px,100vw - 40px);" +
  "padding:6px;border-radius:16px;background:Canvas;color:CanvasText;border:1px solid #8888;box-shadow:0 6px 24px #0004;font:400 15px/1.45 system-ui}" +
  "button{all:unset;box-sizing:border-box;cursor:pointer;border-radius:10px;padding:8px 10px;overflow-wrap:anywhere;white-space:pre-line}" +
  "button:focus-visible{outline:2px solid}" +
  ".close{flex:none;width:32px;height:32px;padding:0;text-align:center;font:20px/32px system-ui}" +
  "button:hover{background:#8883}" +
  "@media(prefers-reduced-motion:no-preference){div{animation:in .2s}@keyframes in{from{opacity:0;translate:0 8px}}}" +
  "@media print{:host{display:none}}";

type Actions = { onOpen: () => void; onDismiss: () => void };

/**
 * Shows a text beside the launcher. It takes no focus; it is said to those who do not see it; its own button and Escape
 * put it away. Gives what removes it.
 */
export function showBubble(launcher: Launcher, words: string, { onOpen, onDismiss }: Actions): () => void {
  const { host } = launcher;
  const language = host.lang.slice(0, 2).toLowerCase();
  const box = document.createElement("foyer-bubble");
  const shadow = box.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  shadow.adoptedStyleSheets = [sheet];
  const frame = shadow.appendChild(document.createElement("div"));
  const say = frame.appendChild(document.createElement("button"));
  say.textContent = words;
  say.dir = "auto";
  say.onclick = onOpen;
  const close = frame.appendChild(document.createElement("button"));
  close.className = "close";
  close.textContent = "×";
  close.ariaLabel = (TEXTS[language] ?? en).dismiss;
  close.onclick = onDismiss;
  // Towards the middle of the window, from whichever side the launcher stands at.
  const { left, right } = host.getBoundingClientRect();
  box.style[left + right < innerWidth ? "left" : "right"] = "0";
  host.shadowRoot?.append(box);
  launcherStatus(launcher).textContent = words;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) onDismiss();
  };
  document.addEventListener("keydown", onKey);
  return () => {
    document.removeEventListener("keydown", onKey);
    box.remove();
  };
}
