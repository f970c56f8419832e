/** What mail programs write above a mail that they quote whole, in the languages of our visitors. */
const SEPARATOR =
  /^\s*(?:-{2,}|_{2,})\s*(?:original message|original appointment|forwarded message|исходное сообщение|пересланное сообщение|ursprüngliche nachricht|weitergeleitete nachricht|mensaje original|message d'origine|message original|mensagem original|الرسالة الأصلية)\s*(?:-{2,}|_{2,})\s*$/iu;
const LINE = /^\s*_{20,}\s*$/;
/** The head of a quoted mail as Outlook writes it: two of its fields, one below the other. */
const FIELD =
  /^\s*\*?(?:from|sent|date|to|subject|от|отправлено|дата|кому|тема|von|gesendet|datum|an|betreff|de|enviado(?: el)?|fecha|para|asunto|envoyé|à|objet|enviada em|assunto|من|تاريخ|إلى|الموضوع)\*?\s*:\*?\s+\S/iu;
const FROM = /^\s*\*?(?:from|от|von|de|من)\*?\s*:\*?\s+\S/iu;
const QUOTED = /^\s*>/;
/** Lines over which a program breaks "On … wrote:". */
const ATTRIBUTION_LINES = 3;
const ATTRIBUTION_MAX = 400;

/**
 * An answer without what it quotes: the text below or above the quoted mail. Whoever writes between quoted lines keeps them,
 * because they are part of what is said; and nothing is cut where nothing else would be left.
 */
export function cutQuotes(text: string): string {
  const lines = text.split("\n");
  const head = lines.slice(0, restFrom(lines));
  const kept = withoutLeadingQuote(withoutTrailingQuote(head)).join("\n").trim();
  return kept === "" ? text.trim() : kept;
}

/** From which line on there is nothing but the quoted mail. */
function restFrom(lines: readonly string[]): number {
  const at = lines.findIndex((line, index) => {
    if (SEPARATOR.test(line)) return true;
    const next = lines.slice(index + 1, index + 4).filter((below) => below.trim() !== "");
    if (LINE.test(line)) return FROM.test(next[0] ?? "");
    return FROM.test(line) && FIELD.test(next[0] ?? "") && FIELD.test(next[1] ?? "");
  });
  return at === -1 ? lines.length : at;
}

function withoutTrailingQuote(lines: readonly string[]): readonly string[] {
  let end = lines.length;
  while (end > 0 && isQuotedOrBlank(lines[end - 1])) end -= 1;
  if (!lines.slice(end).some(isQuoted)) return lines;
  return lines.slice(0, end - attributionBefore(lines, end));
}

function withoutLeadingQuote(lines: readonly string[]): readonly string[] {
  let start = 0;
  while (start < lines.length && !isQuoted(lines[start])) start += 1;
  const above = lines.slice(0, start).filter((line) => line.trim() !== "");
  if (above.length > 0 && attributionBefore(above, above.length) !== above.length) return lines;
  let end = start;
  while (end < lines.length && isQuotedOrBlank(lines[end])) end += 1;
  // A second quotation further down belongs to what is said between them.
  return lines.slice(end).some(isQuoted) ? lines : lines.slice(end);
}

const isQuoted = (line: string | undefined) => line !== undefined && QUOTED.test(line);
const isQuotedOrBlank = (line: string | undefined) => line === undefined || line.trim() === "" || QUOTED.test(line);

/** How many of the lines above a quotation say whose it is, and when they wrote it: in any language it ends with a colon. */
function attributionBefore(lines: readonly string[], end: number): number {
  for (let count = 1; count <= Math.min(ATTRIBUTION_LINES, end); count++) {
    const text = lines
      .slice(end - count, end)
      .join(" ")
      .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
      .trim();
    if (!text.endsWith(":") || text.length > ATTRIBUTION_MAX) continue;
    if (/@|\d{1,2}[:.]\d{2}|\d{4}/.test(text) && /^\S/.test(text) && isSentence(text)) return count;
  }
  return 0;
}

/** It begins where the attribution begins: with a word that is followed by a day, a time or an address. */
const isSentence = (text: string) => /^(?:\p{L}[^\n]*|\d{4}[-./][^\n]*|\d{1,2}[./][^\n]*)$/u.test(text);
