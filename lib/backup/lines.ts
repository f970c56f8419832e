import { BackupError } from "./format";

/** Of what a gzipped backup unpacks to at most in one line: a file of 10 MB in base64, and room. */
const LINE_MAX = 64 * 1024 * 1024;

/** Text in pieces, as lines without their ends. A last one without an end is none: the backup was cut off there. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let pieces: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    const [head = "", ...rest] = text.split("\n");
    pieces.push(head);
    length += head.length;
    if (length > LINE_MAX) throw new BackupError("This is no backup of Foyer: its lines have no end.");
    for (const part of rest) {
      yield pieces.join("");
      pieces = [part];
      length = part.length;
    }
  }
}
