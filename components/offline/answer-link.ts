/** Characters of a whole mailto address: some mail programs take no more, and cut in the middle of a character. */
const LINK_MAX = 1900;

type Answer = {
  email: string;
  subject: string;
  /** Stands above the quoted text: "Vera wrote:". */
  intro: string;
  /** What the visitor wrote. */
  text: string;
};

/**
 * A `mailto:` address (RFC 6068) that begins an answer: subject, and the visitor's text quoted below an empty line. A
 * long text is quoted as far as it fits, and says with an ellipsis that it goes on.
 */
export function answerLink({ email, subject, intro, text }: Answer): string {
  const start = `mailto:${encodeURIComponent(email).replace("%40", "@")}?subject=${encode(subject)}&body=`;
  const above = encode(`\n\n${intro}\n`);
  const whole = encode(quote(text));
  if (start.length + above.length + whole.length <= LINK_MAX) return start + above + whole;
  const room = LINK_MAX - start.length - above.length - encode("…").length;
  return `${start}${above}${cutEncoded(quote(text), room)}${encode("…")}`;
}

const quote = (text: string) =>
  text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");

/** Lines end as in mail, and half of a surrogate pair, which cannot be encoded, becomes a replacement character. */
const encode = (text: string) => encodeURIComponent(text.toWellFormed().replace(/\r?\n/g, "\r\n"));

/** As much of the text as fits into `room` characters of its encoded form; never a part of a letter or an emoji. */
function cutEncoded(text: string, room: number): string {
  let encoded = "";
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)) {
    const next = encode(segment);
    if (encoded.length + next.length > room) break;
    encoded += next;
  }
  return encoded;
}
