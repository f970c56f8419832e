import type { ChatEventDto } from "@/lib/chats/schemas";
import { entryText } from "../chat/words";
import type { Translate } from "../texts";
import { endText } from "./end-text";
import type { EndedTexts } from "./texts";

/** The chat as plain text, an entry per paragraph, with the times of the reader's own time zone. */
export function transcript(
  events: readonly ChatEventDto[],
  title: string,
  t: Translate<EndedTexts>,
  locale: string,
): string {
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short" });
  const lines = events.flatMap((event) => {
    const { sender, body, file, createdAt, kind } = event;
    const author = sender.type === "visitor" ? t("you") : (sender.name ?? t("operator"));
    // Of a file its name: what it was is not in a text.
    const said = [author, file?.name, body].filter(Boolean).join(": ");
    const text = kind === "message" ? said : (entryText(event, t, locale) ?? endText(event, t));
    return text === null ? [] : [`[${time.format(new Date(createdAt))}] ${text}`];
  });
  return [title, ...lines, ""].join("\n\n");
}

/** Hands a text to the browser as a file. */
export function download(name: string, text: string): void {
  const link = document.createElement("a");
  // Windows' own editor takes a file without the mark for one of its old alphabets.
  link.href = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/plain" }));
  link.download = name;
  link.click();
  setTimeout(URL.revokeObjectURL, 60_000, link.href);
}
