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
 * more than most handlers take. It is made only for what few ask for. Throws a TypeError where the address is none.
 */
export class HotRequest implements Request {
  readonly method: string;
  readonly headers: Headers;
  readonly #address: string;
  readonly #known: Known;
  #platform: Request | undefined;

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

  get body(): Request["body"] {
    return this.#asPlatformHasIt.body;
  }

  async text(): Promise<string> {
    const { bytes } = this.#known;
    return bytes ? new TextDecoder().decode(bytes) : this.#asPlatformHasIt.text();
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  /** How long the body is, where it is known as a whole. */
  get wholeBytes(): number | undefined {
    return this.#known.bytes?.length;
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.#asPlatformHasIt.arrayBuffer();
  }

  blob(): Promise<Blob> {
    return this.#asPlatformHasIt.blob();
  }

  bytes(): ReturnType<Request["bytes"]> {
    return this.#asPlatformHasIt.bytes();
  }

  formData(): Promise<FormData> {
    return this.#asPlatformHasIt.formData();
  }

  clone(): Request {
    return this.#asPlatformHasIt.clone();
  }

  get bodyUsed(): boolean {
    return this.#asPlatformHasIt.bodyUsed;
  }

  get cache(): RequestCache {
    return this.#asPlatformHasIt.cache;
  }

  get credentials(): RequestCredentials {
    return this.#asPlatformHasIt.credentials;
  }

  get destination(): RequestDestination {
    return this.#asPlatformHasIt.destination;
  }

  get integrity(): string {
    return this.#asPlatformHasIt.integrity;
  }

  get keepalive(): boolean {
    return this.#asPlatformHasIt.keepalive;
  }

  get mode(): RequestMode {
    return this.#asPlatformHasIt.mode;
  }

  get redirect(): RequestRedirect {
    return this.#asPlatformHasIt.redirect;
  }

  get referrer(): string {
    return this.#asPlatformHasIt.referrer;
  }

  get referrerPolicy(): ReferrerPolicy {
    return this.#asPlatformHasIt.referrerPolicy;
  }

  get #asPlatformHasIt(): Request {
    const { bytes, stream, signal } = this.#known;
    const { method, headers } = this;
    const body = bytes ?? stream;
    this.#platform ??= new Request(this.#address, {
      method,
      headers,
      signal: signal(),
      ...(body && { body, duplex: "half" }),
    });
    return this.#platform;
  }
}
