import type { ChatEventDto } from "@/lib/chats/schemas";
import { entryText } from "../chat/words";
import type { Translate } from "../texts";
import { endText } from "./end-text";
import type { EndedTexts } from "./texts";

type Line = { time: string; author?: string; text: string };

/** What the visitor sees of a chat, with the times of the reader's own time zone. */
function linesOf(events: readonly ChatEventDto[], t: Translate<EndedTexts>, locale: string): Line[] {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short" });
  return events.flatMap((event) => {
    const { sender, body, file, createdAt, kind } = event;
    const time = format.format(new Date(createdAt));
    if (kind !== "message") {
      const text = entryText(event, t, locale) ?? endText(event, t);
      return text === null ? [] : [{ time, text }];
    }
    const author = sender.type === "visitor" ? t("you") : (sender.name ?? t("operator"));
    // Of a file its name: what it was is not in a text.
    return [{ time, author, text: [file?.name, body].filter(Boolean).join(": ") }];
  });
}

/** `root` says which language the page is in, and how it is written. */
type Write = (
  events: readonly ChatEventDto[],
  title: string,
  t: Translate<EndedTexts>,
  locale: string,
  root: { lang: string; dir: string },
) => string;

/** The chat as plain text, an entry per paragraph. */
export const transcript: Write = (events, title, t, locale) => {
  const lines = linesOf(events, t, locale);
  const said = lines.map(({ time, author, text }) => `[${time}] ${author ? `${author}: ` : ""}${text}`);
  return [title, ...said, ""].join("\n\n");
};

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The chat as a page that can be read and printed anywhere; it loads nothing. */
export const transcriptPage: Write = (events, title, t, locale, { lang, dir }) => {
  const lines = linesOf(events, t, locale).map(
    ({ time, author = "", text }) =>
      `<p><small>${escaped(time)} <b dir="auto">${escaped(author)}</b></small><br><span dir="auto">${escaped(text)}</span>`,
  );
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>`;
  const style =
    "<style>body{font:16px/1.5 sans-serif;max-width:40em;margin:2em auto;padding:0 1em}span{white-space:pre-wrap}";
  return `<!doctype html><html lang="${lang}" dir="${dir}">${head}${style}</style><h1 dir="auto">${escaped(title)}</h1>${lines.join("\n")}`;
};

/** Hands a text to the browser as a file. */
export function download(name: string, text: string): void {
  const link = document.createElement("a");
  const type = name.endsWith("l") ? "text/html" : "text/plain";
  // Windows' own editor takes a file without the mark for one of its old alphabets.
  link.href = URL.createObjectURL(new Blob(["\uFEFF", text], { type }));
  link.download = name;
  link.click();
  setTimeout(URL.revokeObjectURL, 60_000, link.href);
}
