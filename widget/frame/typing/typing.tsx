// Typing, in a file of its own: it is fetched with the visitor's first key, or when the operator begins to type.
import { OVERTAKEN_MS, SHOWN_MS, TELL_EVERY_MS } from "@/lib/chats/pulse/typing-rules";
import { call } from "../api";
import { readIdentity } from "../identity";
import { state, update } from "../state";
import { t } from "./texts";
import css from "./typing.css";

/** A live region has to be there for a moment before its words. */
const REGION_MS = 100;
/** Who types with pauses is announced once; again after so long, or after what they wrote has come. */
const SILENCE_MS = 20_000;

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

let told = Number.NEGATIVE_INFINITY;
/** Who types, and in which chat. */
let writer: { chatId: string; name: string } | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let newest = { seq: 0, at: Number.NEGATIVE_INFINITY };
let silentUntil = Number.NEGATIVE_INFINITY;
let hasRegion = false;

/** The visitor has changed the text: the operator hears it, if there is one. */
export function typed(): void {
  const { timeline, draft, lost } = state;
  const now = performance.now();
  if (timeline?.status !== "active" || lost || !draft.trim() || now - told < TELL_EVERY_MS) return;
  told = now;
  call(`chats/${timeline.chatId}/typing`, readIdentity()?.token, {});
}

/** The operator types; unchecked as it came. */
export function heard(chatId: unknown): void {
  const { timeline } = state;
  noteNewest();
  const name = timeline?.owner?.name;
  if (timeline?.chatId !== chatId || !name || performance.now() - newest.at < OVERTAKEN_MS) return;
  writer = { chatId: timeline.chatId, name };
  clearTimeout(timer);
  timer = setTimeout(stop, SHOWN_MS);
  if (!hasRegion) setTimeout(update, REGION_MS, {});
  update({});
}

function stop(): void {
  writer = undefined;
  silentUntil = performance.now() + SILENCE_MS;
  setTimeout(update, SILENCE_MS, {});
  update({});
}

/** A message of the operator's ends what was shown before it. */
function noteNewest(): void {
  const last = state.timeline?.events.findLast(({ kind, sender }) => kind === "message" && sender.type === "operator");
  const seq = last?.seq ?? 0;
  if (seq === newest.seq) return;
  // What was there before this code came is old.
  newest = { seq, at: hasRegion ? performance.now() : Number.NEGATIVE_INFINITY };
  silentUntil = Number.NEGATIVE_INFINITY;
  writer = undefined;
  clearTimeout(timer);
}

/** The name of who is typing, under the messages; nothing otherwise. */
export function Typing() {
  noteNewest();
  const { timeline } = state;
  const isTheirs = timeline?.chatId === writer?.chatId && timeline?.owner?.name === writer?.name;
  const name = timeline?.status === "active" && isTheirs && hasRegion && writer?.name;
  hasRegion = true;
  return (
    <p class="typing" aria-live={performance.now() < silentUntil ? "off" : "polite"}>
      {name && (
        <>
          {t("typing", { operator: name })}
          <span aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
        </>
      )}
    </p>
  );
}
