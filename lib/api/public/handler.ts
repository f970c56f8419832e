import { z } from "zod";
import type { Door } from "@/lib/context";
import { processDoor } from "@/lib/door";
import { DomainError, notFound } from "@/lib/errors";
import { readJson } from "@/lib/http/read-json";
import { readQuery } from "@/lib/http/read-query";
import type { HttpRequest } from "@/lib/http/request";
import { route } from "@/lib/http/route";
import { assertScope, authenticate } from "./authenticate";
import type { Endpoint, Reply } from "./endpoint";
import { findEndpoint } from "./find-endpoint";
import { BASE_PATH } from "./table";

/** The public API: what it has is in `table.ts`. */
export const GET = (request: HttpRequest) => answer(request);
export const POST = (request: HttpRequest) => answer(request);
export const DELETE = (request: HttpRequest) => answer(request);

const ids = z.array(z.uuid());

async function answer(request: HttpRequest): Promise<Response> {
  const headers: Record<string, string> = {};
  const run = route(async () => {
    const found = findEndpoint(request.method, pathOf(request));
    if ("methods" in found) throw wrongMethod(found.methods, headers);
    const door = await processDoor();
    const reply = await ask(found, { request, door }, (more) => void Object.assign(headers, more));
    return reply instanceof Response ? reply : toResponse(reply);
  });
  const response = await run(request, { params: Promise.resolve({}) });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

async function ask(
  { endpoint, params }: { endpoint: Endpoint; params: Record<string, string> },
  { request, door }: { request: HttpRequest; door: Door },
  note: (headers: Record<string, string>) => void,
): Promise<Reply> {
  // Nobody's: an endpoint without scopes looks at no actor.
  const nobody = { type: "key" as const, keyId: "", name: "", scopes: [] };
  const actor = endpoint.scopes.length > 0 ? await authenticate(request, door, note) : nobody;
  if (endpoint.scopes.length > 0) assertScope(actor, endpoint.scopes);
  // What is no id at all does not exist either.
  if (!endpoint.isKeyPath && !ids.safeParse(Object.values(params)).success) throw notFound();
  const query = readKnownQuery(request, endpoint.query);
  const body = endpoint.body && (await readJson(request, endpoint.body));
  return endpoint.handle({ request, door, actor, params, query, body });
}

/** A misspelt name is told, instead of a filter that does not filter. */
function readKnownQuery(request: HttpRequest, schema: z.ZodObject | undefined) {
  const known = Object.keys(schema?.shape ?? {});
  const odd = [...new URL(request.url).searchParams.keys()].find((name) => !known.includes(name));
  if (odd !== undefined)
    throw new DomainError("bad_request", `There is no parameter ${JSON.stringify(odd.slice(0, 50))}`);
  return schema && readQuery(request, schema);
}

const pathOf = (request: HttpRequest) => new URL(request.url).pathname.slice(BASE_PATH.length);

function wrongMethod(methods: string[], headers: Record<string, string>): DomainError {
  if (methods.length === 0) return notFound();
  headers.allow = methods.join(", ");
  return new DomainError("method_not_allowed", `Use ${headers.allow}`);
}

function toResponse({ status, json }: Exclude<Reply, Response>): Response {
  return json === undefined ? new Response(null, { status }) : Response.json(json, { status });
}
