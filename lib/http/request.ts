/**
 * What handlers know of a request: this much of the platform's own, which is one of these as well. On a hot route it is
 * `HotRequest`, where each further part would have to be made.
 */
export type HttpRequest = Pick<Request, "method" | "url" | "headers" | "signal" | "text"> & {
  readonly body: ReadableStream<Uint8Array> | null;
};
