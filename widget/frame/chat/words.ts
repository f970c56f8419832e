import type { ChatEventDto, QueueDto } from "@/lib/chats/schemas";
import { estimateText } from "../availability";
import { formatComing, type Translate } from "../texts";
import { formatTime } from "./format-time";
import type { ChatTexts } from "./texts";

export type ChatTranslate = Translate<ChatTexts>;

/**
 * What an entry without a body says to the visitor; null for kinds that are not theirs, or that are newer than this code.
 * How a chat ends is told by the code for its end, see `endText`.
 */
export function entryText(
  { kind, data }: Pick<ChatEventDto, "kind" | "data">,
  t: ChatTranslate,
  locale: string,
  now = new Date(),
): string | null {
  const department = data.departmentName ?? "";
  const operator = data.operatorName ?? t("operator");
  switch (kind) {
    case "started":
    case "held":
      return t(kind, { department, operator });
    case "claimed":
    case "assigned":
      return t("claimed", { operator });
    case "reassigned":
    case "taken_over":
      return t("reassigned", { operator });
    case "accepted":
      return t(department ? "accepted" : "reassigned", { operator, department });
    case "transferred":
    case "switched":
      return t("moved", { department });
    case "requeued":
    case "resumed":
      return t(kind);
    case "kept_open":
      return t("keptOpen");
    case "overflow_offered":
      return t("overflow", { department });
    case "idle_warning":
      return data.closeAt ? t("idleWarning", { time: formatTime(locale, data.closeAt, now) }) : null;
    case "notice": {
      const text = data.text || t("waiting");
      return data.opensAt ? `${text} ${t("opens", { time: formatComing(locale, data.opensAt, now) })}` : text;
    }
    default:
      return null;
  }
}

/** Place and expected wait of a waiting visitor. */
export function queueText({ place, estimate, isLate }: QueueDto, t: ChatTranslate): string {
  const where = place <= 1 ? t("next") : t("place", { place });
  const wait = isLate ? t("late") : estimate && estimateText(estimate, t);
  return wait ? `${where} · ${wait}` : where;
}
