import { expect } from "vitest";
import { apiKeys } from "@/db/schema";
import type { Endpoint } from "@/lib/api/public/endpoint";
import { API_SCOPES, type ApiScope } from "@/lib/api-keys/rules";
import { newApiKey } from "@/lib/api-keys/token";
import { testDatabase } from "@/tests/support/database";
import { unique } from "@/tests/support/factories";
import { bearer, ORIGIN } from "@/tests/support/requests";
import { errorDto } from "./components";
import { refusalsOf } from "./document";
import { findEndpoint } from "./find-endpoint";
import { DELETE, GET, POST } from "./handler";
import { BASE_PATH } from "./table";

const HANDLERS = { GET, POST, DELETE };

/** A fresh key with these scopes, or with all. */
export async function newKey(...scopes: ApiScope[]): Promise<{ id: string; key: string }> {
  const { key, stored } = newApiKey();
  const values = { name: unique("Key"), scopes: scopes.length > 0 ? scopes : [...API_SCOPES], ...stored };
  const [row] = await (await testDatabase()).insert(apiKeys).values(values).returning({ id: apiKeys.id });
  if (!row) throw new Error("no row");
  return { id: row.id, key };
}

type Sent = { body?: unknown; raw?: BodyInit; headers?: Record<string, string> };

/** Asks as a program does, and compares the answer with what the table says of it. */
export async function ask(key: string, method: Endpoint["method"], path: string, { body, raw, headers }: Sent = {}) {
  const sent = raw ?? (body === undefined ? null : JSON.stringify(body));
  const request = new Request(`${ORIGIN}${BASE_PATH}${path}`, {
    method,
    headers: { ...(key && bearer(key)), ...(sent !== null && { "content-type": "application/json" }), ...headers },
    body: sent,
  });
  const response = await HANDLERS[method](request);
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") && text !== "";
  const json = isJson ? JSON.parse(text) : null;
  assertAsDescribed(method, path.split("?")[0] ?? "", response.status, json);
  return { status: response.status, text, json, headers: response.headers };
}

function assertAsDescribed(method: string, path: string, status: number, json: unknown): void {
  const found = findEndpoint(method, path);
  if (status >= 400) {
    const { error } = errorDto.parse(json);
    expect(errorDto.parse(json)).toEqual(json);
    if ("endpoint" in found) expect(refusalsOf(found.endpoint)).toContain(error.code);
    return;
  }
  if ("methods" in found) throw new Error(`${method} ${path} is in no table`);
  const answer = found.endpoint.answers[status];
  expect(answer, `${method} ${path}: ${status}`).toBeDefined();
  if (answer?.json) expect(answer.json.parse(json)).toEqual(json);
}
