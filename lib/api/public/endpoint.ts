import type { z } from "zod";
import type { ApiScope } from "@/lib/api-keys/rules";
import type { Door, KeyActor } from "@/lib/context";
import type { ErrorCode } from "@/lib/errors";
import type { HttpRequest } from "@/lib/http/request";

export type Group = "Departments" | "Operators" | "Chats" | "Messages" | "Webhooks" | "Public";

/** What an endpoint answers: a status with JSON (204 without), or a whole response of another kind. */
export type Reply = { status: number; json?: unknown } | Response;

/** The names in braces of a path, such as `chatId` of `/chats/{chatId}`. */
type Params<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Record<Name, string> & Params<Rest>
  : unknown;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a request asks; `actor` is the key's, and absent where nobody needs one. */
export type Call = {
  door: Door;
  request: HttpRequest;
  actor: KeyActor;
  params: Record<string, string>;
  query: unknown;
  body: unknown;
};

type Described = {
  /** Its name in generated clients. */
  id: string;
  group: Group;
  summary: string;
  description?: string;
  /** Any of these is enough; none: it takes no key at all. */
  scopes: readonly ApiScope[];
  /** Of each status: what it means, and what is in it. */
  answers: Record<number, { means: string; json?: z.ZodType; type?: string }>;
  /** Refusals besides those that follow from the rest. */
  refusals?: readonly ErrorCode[];
  /** Params are ids, unless this says what else they are. */
  isKeyPath?: true;
};

export type Endpoint = Described & {
  method: "GET" | "POST" | "DELETE";
  path: string;
  query?: z.ZodObject | undefined;
  body?: z.ZodObject | undefined;
  handle: (call: Call) => Promise<Reply>;
};

type Definition<P extends string, Q, B> = Described & {
  query?: Q;
  body?: B;
  handle: (
    call: Omit<Call, "params" | "query" | "body"> & { params: Params<P>; query: Parsed<Q>; body: Parsed<B> },
  ) => Promise<Reply>;
};

/** A row of the table, whose handler gets what the schemas make of the request. */
function define<const P extends string, Q extends z.ZodObject | undefined, B extends z.ZodObject | undefined>(
  method: Endpoint["method"],
  path: P,
  { query, body, handle, ...described }: Definition<P, Q, B>,
): Endpoint {
  // The router parses by `query` and `body`, and takes the params out of `path`: that makes this cast true.
  return { ...described, method, path, query, body, handle: handle as Endpoint["handle"] };
}

export const get = <const P extends string, Q extends z.ZodObject | undefined = undefined>(
  path: P,
  definition: Definition<P, Q, undefined>,
) => define("GET", path, definition);

export const post = <const P extends string, B extends z.ZodObject | undefined = undefined>(
  path: P,
  definition: Definition<P, undefined, B>,
) => define("POST", path, definition);

export const del = <const P extends string>(path: P, definition: Definition<P, undefined, undefined>) =>
  define("DELETE", path, definition);
