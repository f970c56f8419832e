import type { ChatEventDto } from "@/lib/chats/schemas";
import type { Translate } from "../texts";
import type { EndedTexts } from "./texts";

const CLOSED = {
  visitor: "closedByVisitor",
  idle: "closedByIdle",
  never_wrote: "closedByIdle",
  abandoned: "closedAbandoned",
  left_contact: "closedForContact",
} as const;

const closedText = (reason: string | undefined) =>
  Object.entries(CLOSED).find(([known]) => known === reason)?.[1] ?? "ended";

/** What an entry says that there is only in a chat which has ended, be it open again; null for every other. */
export function endText({ kind, data }: Pick<ChatEventDto, "kind" | "data">, t: Translate<EndedTexts>): string | null {
  switch (kind) {
    case "closed":
      if (data.reason !== "operator") return t(closedText(data.reason));
      return t("closedByOperator", { operator: data.operatorName ?? t("operator") });
    case "rated":
      return t("rated", { score: Number(data.score), max: 5 });
    case "reopened":
      return t(kind);
    default:
      return null;
  }
}
