const texts = new WeakMap<Response, string>();

/** `Response.json`, whose text the server need not read out of a stream again. */
export function jsonResponse(value: unknown, init?: ResponseInit): Response {
  const text = JSON.stringify(value);
  const response = new Response(text, init);
  response.headers.set("content-type", "application/json");
  texts.set(response, text);
  return response;
}

/** The body of an answer that was made of it; undefined for any other. */
export const textOf = (response: Response): string | undefined => texts.get(response);
