const bodies = new WeakMap<Response, string | Buffer>();

/** An answer whose body the server need not read out of a stream again. */
export function wholeResponse(body: string | Buffer<ArrayBuffer>, init?: ResponseInit): Response {
  const response = new Response(body, init);
  bodies.set(response, body);
  return response;
}

/** `Response.json` as a whole. */
export function jsonResponse(value: unknown, init?: ResponseInit): Response {
  const response = wholeResponse(JSON.stringify(value), init);
  response.headers.set("content-type", "application/json");
  return response;
}

/** The body of an answer that was made as a whole; undefined for any other. */
export const wholeBodyOf = (response: Response): string | Buffer | undefined => bodies.get(response);
