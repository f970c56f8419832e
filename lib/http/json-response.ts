/** An answer whose body is at hand as a whole: the platform's own would wrap it into a stream, which few ever read. */
class WholeResponse extends Response {
  readonly whole: string | Buffer<ArrayBuffer>;

  constructor(whole: string | Buffer<ArrayBuffer>, init?: ResponseInit) {
    super(null, init);
    this.whole = whole;
  }

  override get body(): Response["body"] {
    return this.#again().body;
  }

  override text(): Promise<string> {
    return this.#again().text();
  }

  override json(): Promise<unknown> {
    return this.#again().json();
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#again().arrayBuffer();
  }

  override blob(): Promise<Blob> {
    return this.#again().blob();
  }

  override clone(): Response {
    return this.#again();
  }

  #again(): Response {
    return new Response(this.whole, this);
  }
}

/** An answer whose body the server need not read out of a stream again. Its kind (`content-type`) is in `init`. */
export const wholeResponse = (body: string | Buffer<ArrayBuffer>, init?: ResponseInit): Response =>
  new WholeResponse(body, init);

/** `Response.json` as a whole. */
export function jsonResponse(value: unknown, init?: ResponseInit): Response {
  const response = wholeResponse(JSON.stringify(value), init);
  response.headers.set("content-type", "application/json");
  return response;
}

/** The body of an answer that was made as a whole; undefined for any other. */
export const wholeBodyOf = (response: Response): string | Buffer | undefined =>
  response instanceof WholeResponse ? response.whole : undefined;
