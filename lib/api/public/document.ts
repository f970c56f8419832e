import { z } from "zod";
import type { ApiDocument, ApiOperation, ApiParameter, ApiResponse, JsonSchema } from "@/lib/api-docs/schemas";
import { API_SCOPES } from "@/lib/api-keys/rules";
import { ERROR_STATUS, type ErrorCode } from "@/lib/errors";
import { ANSWERS, BODIES } from "./components";
import type { Endpoint, Group } from "./endpoint";

const SCHEMAS = "#/components/schemas/";
const KEY = "apiKey";
const JSON_TYPE = "application/json";

const GROUPS: Record<Group, string> = {
  Departments: "Who takes chats now, and how long it takes",
  Operators: "Who is there, and how much they have to do",
  Chats: "Conversations with visitors",
  Messages: "What is said in them",
  Webhooks: "Where events are sent",
  Public: "For everybody, without a key",
};

const DESCRIPTION = `Chats of this installation, for programs. Send your key as \`Authorization: Bearer foyer_…\`; an admin makes keys, each with the scopes that it needs: ${API_SCOPES.map((scope) => `\`${scope}\``).join(", ")}.

Bodies are \`application/json\` of at most 64 KB. Lists come in pages: \`next\` of one is \`cursor\` of the next. Requests that make something have a \`clientId\`: send them again until you have an answer. Every refusal is an \`Error\`, whose \`code\` never changes.

Requests are counted by key: \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\` (seconds) say how many are left; 429 and 503 say in \`Retry-After\` when to come back. New fields may come at any time: ignore those that you do not know.`;

/** The whole API as an OpenAPI 3.1 document, made of the table that answers requests. */
export function describeApi(endpoints: readonly Endpoint[], basePath: string): ApiDocument {
  const paths: ApiDocument["paths"] = {};
  for (const endpoint of endpoints) {
    const method = endpoint.method.toLowerCase() as "get" | "post" | "delete";
    paths[endpoint.path] = { ...paths[endpoint.path], [method]: toOperation(endpoint) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Foyer", version: "1", description: DESCRIPTION },
    servers: [{ url: basePath }],
    tags: Object.entries(GROUPS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: { ...toSchemas(ANSWERS, "output"), ...toSchemas(BODIES, "input") },
      securitySchemes: { [KEY]: { type: "http", scheme: "bearer", description: "An API key" } },
    },
  };
}

function toOperation(endpoint: Endpoint): ApiOperation {
  const { id, group, summary, description, scopes, body } = endpoint;
  const parameters = [...pathParameters(endpoint), ...queryParameters(endpoint)];
  return {
    operationId: id,
    tags: [group],
    summary,
    ...(description && { description }),
    security: scopes.map((scope) => ({ [KEY]: [scope] })),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { [JSON_TYPE]: { schema: refTo(BODIES, body) } } } }),
    responses: { ...toAnswers(endpoint), ...toRefusals(endpoint) },
  };
}

const pathParameters = ({ path, isKeyPath }: Endpoint): ApiParameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", ...(!isKeyPath && { format: "uuid" }) },
  }));

function queryParameters({ query }: Endpoint): ApiParameter[] {
  if (!query) return [];
  const { properties = {} } = z.toJSONSchema(query, { io: "input", override }) as { properties?: Record<string, Told> };
  return Object.entries(properties).map(([name, { description, initial, ...schema }]) => ({
    name,
    in: "query",
    required: false,
    ...(description && { description }),
    schema: initial === undefined ? schema : { ...schema, default: initial },
  }));
}

/** Zod leaves out a default that stands before a transformation: such a schema says it once more, as `initial`. */
type Told = JsonSchema & { initial?: unknown };

const toAnswers = ({ answers }: Endpoint): Record<string, ApiResponse> =>
  Object.fromEntries(
    Object.entries(answers).map(([status, { means, json, type }]) => [
      status,
      {
        description: means,
        ...(json && { content: { [JSON_TYPE]: { schema: refTo(ANSWERS, json) } } }),
        ...(type && { content: { [type]: { schema: { type: type === JSON_TYPE ? "object" : "string" } } } }),
      },
    ]),
  );

/** The refusals that an endpoint says itself, and those that follow from what it takes. */
export function refusalsOf({ scopes, path, query, body, refusals = [] }: Endpoint): ErrorCode[] {
  const codes: ErrorCode[] = [...refusals, "bad_request", "unavailable"];
  if (scopes.length > 0) codes.push("unauthenticated", "forbidden", "rate_limited");
  if (path.includes("{")) codes.push("not_found");
  if (query) codes.push("invalid");
  if (body) codes.push("too_large", "unsupported_media_type", "invalid");
  return [...new Set(codes)];
}

function toRefusals(endpoint: Endpoint): Record<string, ApiResponse> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of refusalsOf(endpoint)) {
    const status = ERROR_STATUS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const schema = { $ref: `${SCHEMAS}Error` };
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      { description: codes.map((code) => `\`${code}\``).join(", "), content: { [JSON_TYPE]: { schema } } },
    ]),
  );
}

/** @throws Error for a schema that has no name: what clients are generated from has one for everything */
function refTo(named: Record<string, z.ZodType>, schema: z.ZodType): JsonSchema {
  const name = Object.keys(named).find((key) => named[key] === schema);
  if (!name) throw new Error("a schema of the public API has no name in components.ts");
  return { $ref: SCHEMAS + name };
}

function toSchemas(named: Record<string, z.ZodType>, io: "input" | "output"): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => SCHEMAS + id, override });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, tidy(schema as JsonSchema)]));
}

function tidy(schema: JsonSchema & { $schema?: unknown; $id?: unknown }): JsonSchema {
  const { $schema: _, $id: __, ...rest } = schema;
  return rest;
}

/** Says what clients want to know, and not how we check it. */
function override({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  // New fields may come: nobody is to refuse an answer for one.
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  // A format, or a number that comes as text, says it better than our expression.
  if (jsonSchema.format !== undefined || jsonSchema.type === "integer") delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  delete jsonSchema.propertyNames;
  // Where there is a default, it can be left out.
  const { properties = {}, required } = jsonSchema;
  if (required) {
    jsonSchema.required = required.filter((name) => {
      const property = properties[name];
      return typeof property !== "object" || property.default === undefined;
    });
  }
}
