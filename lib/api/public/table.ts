import type { ApiDocument } from "@/lib/api-docs/schemas";
import { describeApi } from "./document";
import { type Endpoint, get } from "./endpoint";
import { badgeEndpoint } from "./endpoints/badge";
import { chatEndpoints } from "./endpoints/chats";
import { departmentEndpoints } from "./endpoints/departments";
import { messageEndpoints } from "./endpoints/messages";
import { operatorEndpoints } from "./endpoints/operators";
import { webhookEndpoints } from "./endpoints/webhooks";

/** Where all endpoints stand. */
export const BASE_PATH = "/api/v1";

const documentEndpoint = get("/openapi.json", {
  group: "Public",
  scopes: [],
  id: "getDocument",
  summary: "This description, to make clients of",
  answers: { 200: { means: "An OpenAPI 3.1 document", type: "application/json" } },
  handle: async () =>
    Response.json(apiDocument(), {
      headers: { "cache-control": "public, max-age=300", "access-control-allow-origin": "*" },
    }),
});

/**
 * Every endpoint of the public API. What is in a row decides all of it: how requests find it, who may ask, what is read of
 * them, and what the document says.
 */
export const endpoints: readonly Endpoint[] = [
  ...departmentEndpoints,
  ...operatorEndpoints,
  ...chatEndpoints,
  ...messageEndpoints,
  ...webhookEndpoints,
  badgeEndpoint,
  documentEndpoint,
];

let made: ApiDocument | undefined;

/** The description of all of them; the same for as long as the process lives. */
export function apiDocument(): ApiDocument {
  made ??= describeApi(endpoints, BASE_PATH);
  return made;
}
