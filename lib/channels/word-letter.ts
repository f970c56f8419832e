import type { EventRow } from "@/lib/chats/dto";
import type { Words } from "./texts";

/** What an operator has said to the visitor, and nothing else of what happens in a chat. */
export const isSaid = ({ kind, senderType, pubSeq }: EventRow) =>
  kind === "message" && senderType === "operator" && pubSeq !== null;

const IS_ANSWER = /^\s*(?:re|aw|sv|отв|odp|ответ)\s*(?:\[\d+\])?\s*:/i;

/** That of the thread, as an answer; of a chat that began on a website, what it is about. */
export function subjectOf(
  { subject, isAway }: { subject: string; isAway: boolean },
  { departmentName, companyName }: { departmentName: string; companyName: string },
): string {
  const named = subject || [departmentName, companyName].filter(Boolean).join(" · ");
  return isAway || IS_ANSWER.test(named) ? named : `Re: ${named}`;
}

type Facts = { words: Words; departmentName: string; companyName: string; isFirstAway: boolean };

/**
 * What was said, in its order, with who said it below, as plain text. Nothing of what was said before: whoever has the
 * address of the thread must not learn from an answer what others have written in it.
 */
export function wordLetter(
  said: readonly EventRow[],
  { words, departmentName, companyName, isFirstAway }: Facts,
): string {
  const texts = said.flatMap(({ body, file }) => {
    const named = file ? `[${file.name}]` : "";
    return [body ?? "", named].filter(Boolean).join("\n") || [];
  });
  const name = said.at(-1)?.senderName ?? words("operator");
  const team = [departmentName, companyName].filter(Boolean).join(" · ");
  const intro = isFirstAway ? [words("mailAway")] : [];
  return [...intro, ...texts, ["-- ", name, team].filter(Boolean).join("\n")].join("\n\n");
}
