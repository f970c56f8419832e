const UUID_BYTES = 16;
const WORD_BYTES = 4;

/** Appends a whole number of 0 or more in as many bytes as it needs (base 128, as in Protocol Buffers). */
export function put(bytes: number[], number: number): void {
  let rest = number;
  // Milliseconds of a month need more than the 32 bits of the bit operators.
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

export function putUuid(bytes: number[], id: string): void {
  const digits = id.replaceAll("-", "");
  for (let i = 0; i < UUID_BYTES; i++) bytes.push(Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/** Writes an id of four numbers of 32 bits as `putUuid` writes its text. */
export function putWords(bytes: number[], words: Uint32Array): void {
  for (const word of words) bytes.push(word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255);
}

/** Reads what `put` and `putUuid` have written, one after the other. */
export class Reader {
  #at: number;
  /** The same bytes: it alone writes hexadecimal digits without a loop. */
  readonly #buffer: Buffer;

  constructor(
    readonly bytes: Uint8Array,
    start: number,
  ) {
    this.#at = start;
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  number(): number {
    let byte = this.bytes[this.#at++] ?? 0;
    if (byte < 128) return byte;
    let number = byte - 128;
    for (let scale = 128; ; scale *= 128) {
      byte = this.bytes[this.#at++] ?? 0;
      if (byte < 128) return number + byte * scale;
      number += (byte - 128) * scale;
    }
  }

  uuid(): string {
    const hex = this.#buffer.toString("hex", this.#at, this.#at + UUID_BYTES);
    this.#at += UUID_BYTES;
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
  /** An id, into four numbers of 32 bits. */
  words(into: Uint32Array): void {
    for (let word = 0; word < UUID_BYTES / WORD_BYTES; word++) {
      into[word] = this.#buffer.readUInt32BE(this.#at);
      this.#at += WORD_BYTES;
    }
  }
}
