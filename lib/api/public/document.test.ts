import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { API_SCOPES } from "@/lib/api-keys/rules";
import { ERROR_STATUS } from "@/lib/errors";
import { BODIES } from "./components";
import { refusalsOf } from "./document";
import { findEndpoint } from "./find-endpoint";
import { apiDocument, endpoints } from "./table";

const document = apiDocument();
const text = JSON.stringify(document);
const operationOf = ({ method, path }: (typeof endpoints)[number]) =>
  document.paths[path]?.[method.toLowerCase() as "get" | "post" | "delete"];

describe("the document", () => {
  test("is valid OpenAPI 3.1, by the official schema", async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(text));
    expect([valid, errors]).toEqual([true, undefined]);
  });

  test("refers to nothing that it does not have, and has nothing that nobody refers to", () => {
    const wanted = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = ""]) => name));
    expect([...wanted].sort()).toEqual(Object.keys(document.components.schemas).sort());
  });

  test("has a name of its own for every endpoint, and says what each answers and refuses", () => {
    expect(new Set(endpoints.map(({ id }) => id)).size).toBe(endpoints.length);
    for (const endpoint of endpoints) {
      const operation = operationOf(endpoint);
      expect(operation?.operationId).toBe(endpoint.id);
      const refused = refusalsOf(endpoint).map((code) => String(ERROR_STATUS[code]));
      const statuses = [...Object.keys(endpoint.answers), ...new Set(refused)];
      expect(Object.keys(operation?.responses ?? {}).sort()).toEqual(statuses.sort());
    }
  });

  test("tells every scope, and asks for none that there is not", () => {
    const asked = new Set(endpoints.flatMap(({ scopes }) => scopes));
    expect([...asked].sort()).toEqual([...API_SCOPES].sort());
    for (const scope of API_SCOPES) expect(document.info.description).toContain(`\`${scope}\``);
    expect(document.paths["/chats"]?.post?.security).toEqual([{ apiKey: ["chats:write"] }]);
  });

  test("asks for what has to be sent, and for nothing that has a default", () => {
    const { StartChat, CreateWebhook } = document.components.schemas;
    expect(StartChat?.required?.sort()).toEqual(["clientId", "departmentId", "externalId"]);
    expect(CreateWebhook?.required?.sort()).toEqual(["events", "name", "url"]);
    expect(StartChat?.properties?.body).toMatchObject({ type: "string", maxLength: 4000 });
    expect(Object.keys(BODIES).every((name) => name in document.components.schemas)).toBe(true);
  });

  test("shows no expression of ours, and leaves room for new fields", () => {
    expect(text).not.toContain('"additionalProperties":false');
    expect(text).not.toContain('"pattern"');
    const limit = document.paths["/chats"]?.get?.parameters?.find(({ name }) => name === "limit");
    expect(limit?.schema).toEqual({ type: "integer", minimum: 1, maximum: 200, default: 50 });
  });
});

describe("a path", () => {
  test.each([
    ["GET", "/chats/1/messages", "listMessages"],
    ["POST", "/chats/1/messages", "sendMessage"],
    ["HEAD", "/departments", "listDepartments"],
    ["GET", "/badge/abc.svg", "getBadge"],
    ["GET", "/openapi.json", "getDocument"],
  ])("is found by its method: %s %s", (method, path, id) => {
    expect(findEndpoint(method, path)).toMatchObject({ endpoint: { id } });
  });

  test.each([
    ["DELETE", "/chats", ["GET", "POST"]],
    ["GET", "/chats/1/messages/", []],
    ["GET", "/chats//messages", []],
    ["GET", "/openapi-json", []],
    ["GET", "/badge/a/b.svg", []],
    ["GET", "", []],
  ])("is not, as another: %s %s", (method, path, methods) => {
    expect(findEndpoint(method, path)).toEqual({ methods });
  });
});
