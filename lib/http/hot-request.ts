type Known = {
  /** Whole, as the server has read it; undefined where there is none, or it comes as a stream. */
  bytes?: Buffer<ArrayBuffer> | undefined;
  /** Aborts when the client has gone away. Asked for only where a handler asks: few do, and one costs more than most headers. */
  signal: () => AbortSignal;
};

/**
 * A request whose body the server has read already. The platform's own would wrap the bytes into a stream, from which they
 * would be read a second time, and follow the signal by one of its own: together most of what it costs.
 */
export class HotRequest extends Request {
  readonly #known: Known;

  constructor(url: string, init: RequestInit, known: Known) {
    super(url, init);
    this.#known = known;
  }

  override get signal(): AbortSignal {
    return this.#known.signal();
  }

  override get body(): Request["body"] {
    const { bytes } = this.#known;
    return bytes ? new Response(bytes).body : super.body;
  }

  override async text(): Promise<string> {
    const { bytes } = this.#known;
    return bytes ? new TextDecoder().decode(bytes) : super.text();
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const { bytes } = this.#known;
    return bytes ? new Response(bytes).arrayBuffer() : super.arrayBuffer();
  }

  /** How long the body is, where it is known as a whole. */
  get wholeBytes(): number | undefined {
    return this.#known.bytes?.length;
  }
}
