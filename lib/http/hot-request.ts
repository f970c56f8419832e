import type { HttpRequest } from "@/lib/http/request";

type Known = {
  /** Whole, as the server has read it; undefined where there is none, or it comes as a stream. */
  bytes?: Buffer<ArrayBuffer> | undefined;
  /** Of a body that comes as one. */
  stream?: ReadableStream<Uint8Array> | undefined;
  /** Aborts when the client has gone away. Asked for only where a handler asks: few do, and one costs more than most headers. */
  signal: () => AbortSignal;
};

/**
 * A request whose body the server has read already, or which comes as a stream. The platform's own takes the address to pieces,
 * follows a signal by one of its own and wraps the bytes into a stream, from which they would be read a second time: together
 * more than most handlers take. Throws a TypeError where the address is none.
 */
export class HotRequest implements HttpRequest {
  readonly method: string;
  readonly headers: Headers;
  readonly #address: string;
  readonly #known: Known;
  #body: HttpRequest["body"] = null;

  constructor(address: string, { method, headers }: { method: string; headers: Headers }, known: Known) {
    if (!URL.canParse(address)) throw new TypeError("Invalid URL");
    this.method = method;
    this.headers = headers;
    this.#address = address;
    this.#known = known;
  }

  get url(): string {
    return new URL(this.#address).href;
  }

  get signal(): AbortSignal {
    return this.#known.signal();
  }

  get body(): HttpRequest["body"] {
    const { bytes, stream = null } = this.#known;
    if (!bytes) return stream;
    this.#body ??= new Response(bytes).body;
    return this.#body;
  }

  async text(): Promise<string> {
    const { bytes } = this.#known;
    return bytes ? new TextDecoder().decode(bytes) : new Response(this.body).text();
  }

  /** How long the body is, where it is known as a whole. */
  get wholeBytes(): number | undefined {
    return this.#known.bytes?.length;
  }
}
