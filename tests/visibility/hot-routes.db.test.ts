import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { offlineMessages } from "@/db/schema";
import { hotRoutes } from "@/lib/api/routes";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { uuidv7 } from "@/lib/ids";
import { chatOf } from "@/tests/support/chat-rows";
import { companyKey } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";
import {
  asVisitor,
  createChat,
  createDepartment,
  createOperator,
  operatorActor,
  testContext,
} from "@/tests/support/factories";
import { bearer, call, ORIGIN, signedIn } from "@/tests/support/requests";
import { type Access, HOT_ROUTES, PROVEN_ELSEWHERE, type Scene } from "./hot-route-table";

const ACTORS = [
  "nobody",
  "stranger",
  "visitor",
  "outsider",
  "outsideSupervisor",
  "operator",
  "supervisor",
  "admin",
] as const;
type ActorName = (typeof ACTORS)[number];

/** What each is answered; those left out may, and are answered anything but 401, 403 and 404. */
const REFUSED: Record<Access, Partial<Record<ActorName, number>>> = {
  public: {},
  secret: Object.fromEntries(ACTORS.map((actor) => [actor, 401])),
  any: { nobody: 401 },
  caller: { nobody: 401, outsider: 401, outsideSupervisor: 401, operator: 401, supervisor: 401, admin: 401 },
  participant: { nobody: 401, stranger: 404, outsider: 403, outsideSupervisor: 403 },
  visitor: {
    nobody: 401,
    stranger: 404,
    outsider: 401,
    outsideSupervisor: 401,
    operator: 401,
    supervisor: 401,
    admin: 401,
  },
  member: { nobody: 401, stranger: 401, visitor: 401, outsider: 403, outsideSupervisor: 403 },
  supervisor: { nobody: 401, stranger: 401, visitor: 401, outsider: 403, outsideSupervisor: 403, operator: 403 },
  supervisors: { nobody: 401, stranger: 401, visitor: 401, outsider: 403, operator: 403 },
  operator: { nobody: 401, stranger: 401, visitor: 401 },
  room: { nobody: 401, stranger: 401, visitor: 401, outsider: 404, outsideSupervisor: 404, admin: 404 },
  channel: { nobody: 401, stranger: 403, visitor: 403, outsider: 403, outsideSupervisor: 403 },
  admin: {
    nobody: 401,
    stranger: 401,
    visitor: 401,
    outsider: 403,
    outsideSupervisor: 403,
    operator: 403,
    supervisor: 403,
  },
};

/** A chat that its owner has, what is beside it, and everybody who might ask for it. */
async function scene(): Promise<Scene & { headers: Record<ActorName, Record<string, string>> }> {
  await companyKey();
  const [department, elsewhere] = [await createDepartment(), await createDepartment()];
  const { id, visitor } = await createChat(department);
  const owner = await createOperator({ departmentIds: [department.id] });
  await claimChat(await testContext(operatorActor(owner)), id);
  const as = async (role: "operator" | "supervisor" | "admin", departmentIds: string[]) =>
    signedIn((await createOperator({ role, departmentIds })).id);
  const headers: Record<ActorName, Record<string, string>> = {
    nobody: { origin: ORIGIN },
    stranger: bearer((await asVisitor()).token),
    visitor: bearer(visitor.token),
    outsider: await as("operator", [elsewhere.id]),
    outsideSupervisor: await as("supervisor", [elsewhere.id]),
    operator: await as("operator", [department.id]),
    supervisor: await as("supervisor", [department.id]),
    admin: await as("admin", []),
  };
  const { visitorId } = visitor.actor;
  const message = { visitorId, departmentId: department.id, clientId: uuidv7(), name: "Vera", body: "Call me" };
  const [row] = await (await testDatabase()).insert(offlineMessages).values(message).returning();
  if (!row) throw new Error("no row");
  const { epoch } = await chatOf(id);
  const beside = { ownerId: owner.id, visitorId, departmentId: department.id, key: department.key, messageId: row.id };
  return { id, epoch, ...beside, headers };
}

let untouched: ReturnType<typeof scene> | undefined;
/** One for all who are refused, since they change nothing. */
function sceneToRefuse() {
  untouched ??= scene();
  return untouched;
}

const mounted = hotRoutes.flatMap(({ path, handlers }) =>
  (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).flatMap((method) => {
    const handler = handlers[method];
    return handler ? [{ path, method, handler, name: `${method} ${path}` }] : [];
  }),
);

test("every hot route is known here: say of a new one who may ask for it", () => {
  const known = [...Object.keys(HOT_ROUTES), ...Object.keys(PROVEN_ELSEWHERE)].sort();
  expect(mounted.map(({ name }) => name).sort()).toEqual(known);
});

test.each(Object.entries(PROVEN_ELSEWHERE))("%s is proven by the test that is named", (_, { file, test: title }) => {
  expect(readFileSync(file, "utf8")).toContain(`test("${title}"`);
});

describe.each(mounted.filter(({ name }) => HOT_ROUTES[name]))("$name", ({ path, method, handler, name }) => {
  const row = HOT_ROUTES[name];
  const refused = row ? REFUSED[row.who] : {};
  const ask = (scene: Scene, headers: Record<string, string>) => {
    const { id: chatId, visitorId, departmentId, key, messageId } = scene;
    const unknown = { alertId: crypto.randomUUID(), viewId: crypto.randomUUID(), file: `${"a".repeat(22)}.webp` };
    // A department's room goes by the department's id.
    const params = { chatId, visitorId, key, messageId, roomId: departmentId, ...unknown };
    const url = Object.entries(params).reduce((text, [name, value]) => text.replace(`[${name}]`, value), path);
    return call(handler, url + (row?.query?.(scene) ?? ""), { method, headers, body: row?.body?.(scene) }, params);
  };

  test("refuses everybody who may not, as the table says, and changes nothing", async () => {
    const { headers, ...all } = await sceneToRefuse();
    const before = await chatOf(all.id);
    const answers: [ActorName, number][] = [];
    for (const actor of ACTORS) if (refused[actor]) answers.push([actor, (await ask(all, headers[actor])).status]);
    expect(Object.fromEntries(answers)).toEqual(refused);
    expect(await chatOf(all.id)).toEqual(before);
  });

  test("does not refuse those who may", async () => {
    const { headers, ...all } = await scene();
    for (const actor of ACTORS.filter((one) => !refused[one])) {
      const { status } = await ask(all, headers[actor]);
      expect([401, 403, ...(row?.isMissing ? [] : [404])], `${actor}: ${status}`).not.toContain(status);
      expect(status, actor).toBeLessThan(500);
    }
  });
});
