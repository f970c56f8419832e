import type { ApiDocument, ApiOperation, JsonSchema } from "./schemas";

export type Method = "get" | "post" | "delete";
const METHODS: readonly Method[] = ["get", "post", "delete"];

export type ListedOperation = { id: string; method: Method; path: string; operation: ApiOperation };
export type ApiSection = { name: string; description: string; operations: ListedOperation[] };

/** The endpoints by their groups, both in the document's order. */
export function sectionsOf({ tags, paths }: Pick<ApiDocument, "tags" | "paths">): ApiSection[] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = methods[method];
      return operation ? [{ id: operation.operationId, method, path, operation }] : [];
    }),
  );
  return tags.map(({ name, description }) => ({
    name,
    description,
    operations: all.filter(({ operation }) => operation.tags[0] === name),
  }));
}

/** The name of the object that a schema refers to. */
export const refOf = ({ $ref }: JsonSchema): string | null => $ref?.split("/").at(-1) ?? null;

/** A schema without the possibility of null, and whether there was one. */
export function withoutNull(schema: JsonSchema): { schema: JsonSchema; isNullable: boolean } {
  const { anyOf, type, ...rest } = schema;
  if (anyOf) {
    const [only = {}, ...others] = anyOf.filter((one) => one.type !== "null");
    if (others.length > 0) return { schema, isNullable: false };
    return { schema: { ...only, ...rest }, isNullable: anyOf.length > 1 };
  }
  if (!Array.isArray(type)) return { schema, isNullable: false };
  const [only] = type.filter((one) => one !== "null");
  return { schema: { ...rest, ...(only && { type: only }) }, isNullable: type.includes("null") };
}

export type ApiField = { path: string; schema: JsonSchema; isRequired: boolean; isNullable: boolean; isList: boolean };

/** The fields of an object, those within it as well, by their paths; a list of objects goes on as `items[].id`. */
export function fieldsOf(schema: JsonSchema, before = ""): ApiField[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([name, property]) => {
    const { schema: own, isNullable } = withoutNull(property);
    const isList = own.type === "array";
    const path = before + name;
    const inner = isList ? (own.items ?? {}) : own;
    const field = { path, schema: own, isRequired: required.includes(name), isNullable, isList };
    return [field, ...fieldsOf(inner, `${path}${isList ? "[]" : ""}.`)];
  });
}

/** A word for what a value is: the name of an object, or the kind of a plain value with its format. */
export function kindOf(schema: JsonSchema): string {
  const ref = refOf(schema);
  if (ref) return ref;
  if (schema.type === "array") return kindOf(withoutNull(schema.items ?? {}).schema);
  const kind = typeof schema.type === "string" ? schema.type : "any";
  return schema.format ? `${kind} (${schema.format})` : kind;
}

const SAMPLES: Record<string, unknown> = {
  uuid: "0192f0c4-7f3e-7abc-8def-0123456789ab",
  email: "vera@example.com",
  "date-time": "2026-11-30T09:15:02.418Z",
};
const WORDS: Record<string, unknown> = {
  name: "Vera",
  body: "Is it in stock?",
  externalId: "customer-42",
  url: "https://example.com/hook",
  timeZone: "Europe/Berlin",
};

/** A value that fits, of what has to be sent. */
export function sampleOf(schema: JsonSchema, name = ""): unknown {
  const own = withoutNull(schema).schema;
  if (own.enum) return own.enum[0];
  if (own.format && own.format in SAMPLES) return SAMPLES[own.format];
  if (own.type === "array") return [sampleOf(own.items ?? {}, name)];
  if (own.type === "integer" || own.type === "number") return own.default ?? own.minimum ?? 1;
  if (own.type === "boolean") return true;
  if (own.type !== "object") return WORDS[name] ?? "text";
  const wanted = Object.entries(own.properties ?? {}).filter(([key]) => own.required?.includes(key) || key in WORDS);
  return Object.fromEntries(wanted.map(([key, property]) => [key, sampleOf(property, key)]));
}

/** A request for the command line. */
export function exampleOf({ method, path, operation }: ListedOperation, document: ApiDocument, origin: string): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => (name === "key" ? "KEY" : String(SAMPLES.uuid)));
  const url = origin + (document.servers[0]?.url ?? "") + filled;
  const lines = [`curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}"${url}"`];
  if (operation.security.length > 0) lines.push(`-H "Authorization: Bearer $FOYER_KEY"`);
  const sent = operation.requestBody?.content["application/json"]?.schema;
  const body = sent && document.components.schemas[refOf(sent) ?? ""];
  if (body) lines.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(sampleOf(body), null, 2)}'`);
  return lines.join(" \\\n  ");
}
