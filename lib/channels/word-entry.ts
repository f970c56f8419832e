import { type EventRow, toEventDto } from "@/lib/chats/dto";
import type { QueueDto } from "@/lib/chats/schemas";
import type { FileRow } from "@/lib/files/access";
import type { Action, Button } from "./channel";
import { pressText, splitText } from "./rules";
import type { Words } from "./texts";

/** One piece of what an entry is in another service. */
export type Part = Action | { type: "file"; file: FileRow; caption: string };

type Limits = { textMax: number; captionMax: number };

/** What somebody gets to see of an entry of their chat; nothing where it is their own, or says nothing to them. */
export function wordEntry(
  row: EventRow,
  { words, language, timeZone, limits }: { words: Words; language: string; timeZone: string; limits: Limits },
): Part[] {
  const event = toEventDto(row, "visitor");
  if (!event) return [];
  const texts = (text: string) => splitText(text, limits.textMax).map((piece): Part => ({ type: "text", text: piece }));
  if (event.kind === "message") {
    if (event.sender.type === "visitor") return [];
    const body = row.body ?? "";
    if (!row.file) return texts(body);
    const isShort = body.length <= limits.captionMax;
    return [{ type: "file", file: row.file, caption: isShort ? body : "" }, ...(isShort ? [] : texts(body))];
  }
  const text = systemText(event, words, language, timeZone);
  if (text === null) return [];
  const buttons = buttonsOf(event, words);
  return [{ type: "text", text, ...(buttons && { buttons }) }];
}

type SystemEvent = { chatId: string; kind: string; data: Record<string, string> };

function systemText({ kind, data }: SystemEvent, words: Words, language: string, timeZone: string): string | null {
  const department = data.departmentName ?? "";
  const operator = data.operatorName ?? words("operator");
  switch (kind) {
    case "started":
    case "held":
      return words(kind, { department, operator });
    case "claimed":
    case "assigned":
      return words("claimed", { operator });
    case "reassigned":
    case "taken_over":
      return words("reassigned", { operator });
    case "accepted":
      return department ? words("accepted", { operator, department }) : words("reassigned", { operator });
    case "transferred":
    case "switched":
      return words("moved", { department });
    case "requeued":
    case "resumed":
    case "reopened":
      return words(kind);
    case "kept_open":
      return words("keptOpen");
    case "idle_warning":
      return words("idleSoon");
    case "notice": {
      const text = data.text || words("waiting");
      return data.opensAt ? `${text} ${words("opens", { time: openingTime(data.opensAt, language, timeZone) })}` : text;
    }
    case "closed":
      return closedText(data, words);
    default:
      // Whoever rates has been thanked, and an offer to go elsewhere needs a choice that is made on a page.
      return null;
  }
}

const CLOSED = {
  visitor: "closedByVisitor",
  idle: "closedByIdle",
  never_wrote: "closedByIdle",
  abandoned: "closedAbandoned",
  left_contact: "closedForContact",
} as const;

function closedText({ reason, operatorName, rating }: Record<string, string>, words: Words): string {
  const known = Object.entries(CLOSED).find(([name]) => name === reason)?.[1];
  const operator = operatorName ?? words("operator");
  const text = reason === "operator" ? words("closedByOperator", { operator }) : words(known ?? "ended");
  return asksRating({ reason, rating }) ? `${text}\n${words("rate")}` : text;
}

/** Of a chat in which somebody was there. */
const asksRating = ({ reason, rating }: { reason: string | undefined; rating: string | undefined }) =>
  rating !== "off" && ["operator", "visitor", "idle"].includes(reason ?? "");

const STARS = [1, 2, 3, 4, 5];

function buttonsOf({ chatId, kind, data }: SystemEvent, words: Words): Button[][] | null {
  if (kind === "idle_warning") {
    return [[{ text: words("keepOpen"), press: pressText({ does: "keepOpen", chatId }) }]];
  }
  if (kind !== "closed" || !asksRating({ reason: data.reason, rating: data.rating })) return null;
  return [STARS.map((score) => ({ text: `${score} ★`, press: pressText({ does: "rate", chatId, score }) }))];
}

/** In the time zone of the department, which is named: where the reader is, nobody knows. */
const openingTime = (iso: string, language: string, timeZone: string) =>
  new Intl.DateTimeFormat(language, {
    weekday: "long",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
    timeZone,
    timeZoneName: "short",
  }).format(new Date(iso));

/** Place and expected wait of somebody who waits. */
export function wordPlace({ place, estimate, isLate }: QueueDto, words: Words): string {
  const where = place <= 1 ? words("next") : words("place", { place });
  if (isLate) return `${where} · ${words("late")}`;
  if (!estimate) return where;
  const { fromMinutes: from, toMinutes: to } = estimate;
  const wait =
    to === null ? words("waitOver", { from }) : from ? words("wait", { from, to }) : words("waitUnder", { to });
  return `${where} · ${wait}`;
}
