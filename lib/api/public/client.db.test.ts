import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { generateSource } from "oazapfts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { uuidv7 } from "@/lib/ids";
import { asOperator, createDepartment } from "@/tests/support/factories";
import { bearer, ORIGIN } from "@/tests/support/requests";
import { DELETE, GET, POST } from "./handler";
import { BASE_PATH } from "./table";
import { newKey } from "./testing";

/** Beside the modules that the generated code imports. */
const folder = mkdtempSync(path.join("node_modules", ".foyer-client-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a generated client is to us: functions by the names of the document, and where they send. */
type Client = Record<string, (...args: unknown[]) => Promise<{ status: number; data: never }>> & {
  defaults: { baseUrl: string; headers?: Record<string, string>; fetch?: typeof fetch };
};

/** The network: what it sends goes to the handlers themselves. */
const wire: typeof fetch = (input, init) => {
  const request = new Request(input, init);
  const handlers: Record<string, (request: Request) => Promise<Response>> = { GET, POST, DELETE };
  const handler = handlers[request.method];
  if (!handler) throw new Error(`nothing takes ${request.method}`);
  return handler(request);
};

let client: Client;
beforeAll(async () => {
  const file = path.resolve(folder, "openapi.json");
  const answer = await GET(new Request(`${ORIGIN}${BASE_PATH}/openapi.json`));
  writeFileSync(file, await answer.text());
  const { code } = await transform(await generateSource(file), { loader: "ts", format: "esm" });
  const module = path.resolve(folder, "client.mjs");
  writeFileSync(module, code);
  client = await import(/* @vite-ignore */ pathToFileURL(module).href);
  client.defaults.baseUrl = `${ORIGIN}${BASE_PATH}`;
  client.defaults.fetch = wire;
});

/** Calls a function of the client, and gives its data when the status is the expected one. */
// biome-ignore lint/suspicious/noExplicitAny: what a generated client gives is typed by the code that was generated.
async function run(name: string, status: number, ...args: unknown[]): Promise<any> {
  const result = await client[name]?.(...args);
  expect([name, result?.status, status === result?.status ? null : result?.data]).toEqual([name, status, null]);
  return result?.data;
}

test("a client that is generated from the document starts a chat, answers it, and reads what was said", async () => {
  const department = await createDepartment({ hidden: true });
  const { actor } = await asOperator(department.id);
  client.defaults.headers = bearer((await newKey()).key);

  const { items } = await run("listDepartments", 200);
  const found = items.find(({ id }: { id: string }) => id === department.id);
  expect(found).toMatchObject({ hidden: true, waiting: 0 });

  const started = { departmentId: found.id, externalId: "42", clientId: uuidv7(), name: "Vera", body: "In stock?" };
  const { chat } = await run("startChat", 201, started);
  expect((await run("startChat", 200, started)).chat.id).toBe(chat.id);
  expect((await run("getDepartment", 200, department.id)).waiting).toBe(1);

  // Other tests make operators, too: page after page.
  const seen: string[] = [];
  for (let cursor: string | undefined, pages = 0; pages === 0 || cursor; pages++) {
    const page = await run("listOperators", 200, { limit: 200, ...(cursor && { cursor }) });
    seen.push(...page.items.map(({ id }: { id: string }) => id));
    cursor = page.next ?? undefined;
  }
  expect(seen).toContain(actor.operatorId);
  const answer = { clientId: uuidv7(), body: "Yes, three.", operatorId: actor.operatorId, epoch: chat.epoch };
  const { message } = await run("answerChat", 201, chat.id, answer);
  expect(message.author).toEqual({ type: "operator", id: actor.operatorId, name: actor.name });

  await run("sendMessage", 201, chat.id, { clientId: uuidv7(), body: "Thank you" });
  const page = await run("listMessages", 200, chat.id, { after: chat.lastSeq });
  const said = page.items.filter(({ kind }: { kind: string }) => kind === "message");
  expect(said.map(({ body }: { body: string }) => body)).toEqual(["Yes, three.", "Thank you"]);
  expect(page.items.map(({ seq }: { seq: number }) => seq)).toEqual([3, 4, 5]);

  const { text } = await run("getTranscript", 200, chat.id, { timeZone: "Europe/Berlin" });
  expect(text).toContain(`${actor.name}:\nYes, three.`);
  expect((await run("closeChat", 200, chat.id)).status).toBe("closed");
  expect((await run("listChats", 200, { externalId: "42" })).items.map(({ id }: { id: string }) => id)).toEqual([
    chat.id,
  ]);
  const refused = await client.sendMessage?.(chat.id, { clientId: uuidv7(), body: "One more thing" });
  expect(refused).toMatchObject({ status: 409, data: { error: { code: "closed" } } });
});
