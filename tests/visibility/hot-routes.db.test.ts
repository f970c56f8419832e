import { describe, expect, test } from "vitest";
import { hotRoutes } from "@/lib/api/routes";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { chatOf } from "@/tests/support/chat-rows";
import {
  asVisitor,
  createChat,
  createDepartment,
  createOperator,
  operatorActor,
  testContext,
} from "@/tests/support/factories";
import { bearer, call, ORIGIN, signedIn } from "@/tests/support/requests";
import { type Access, HOT_ROUTES, PROVEN_ELSEWHERE } from "./hot-route-table";

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
  secret: {},
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

/** A chat that its owner has, and everybody who might ask for it. */
async function scene() {
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
  return { id, headers };
}

const mounted = hotRoutes.flatMap(({ path, handlers }) =>
  (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).flatMap((method) => {
    const handler = handlers[method];
    return handler ? [{ path, method, handler, name: `${method} ${path}` }] : [];
  }),
);

test("every hot route is known here: say of a new one who may ask for it", () => {
  const known = [...Object.keys(HOT_ROUTES), ...PROVEN_ELSEWHERE].sort();
  expect(mounted.map(({ name }) => name).sort()).toEqual(known);
});

describe.each(mounted.filter(({ name }) => HOT_ROUTES[name]))("$name", ({ path, method, handler, name }) => {
  const row = HOT_ROUTES[name];
  const refused = row ? REFUSED[row.who] : {};
  const ask = (id: string, headers: Record<string, string>) => {
    const params = { chatId: id, alertId: crypto.randomUUID() };
    const url = Object.entries(params).reduce((text, [key, value]) => text.replace(`[${key}]`, value), path);
    const body = row?.body?.({ epoch: 2 });
    return call(handler, path.endsWith("/events") ? `${url}?after=0` : url, { method, headers, body }, params);
  };

  test("refuses everybody who may not, as the table says, and changes nothing", async () => {
    const { id, headers } = await scene();
    const before = await chatOf(id);
    const answers: [ActorName, number][] = [];
    for (const actor of ACTORS) if (refused[actor]) answers.push([actor, (await ask(id, headers[actor])).status]);
    expect(Object.fromEntries(answers)).toEqual(refused);
    expect(await chatOf(id)).toEqual(before);
  });

  test("does not refuse those who may", async () => {
    const { id, headers } = await scene();
    const isNamed = path.includes("[alertId]");
    for (const actor of ACTORS.filter((one) => !refused[one])) {
      const { status } = await ask(id, headers[actor]);
      // An alert that does not exist is told to supervisors alone.
      expect([401, 403, ...(isNamed ? [] : [404])], `${actor}: ${status}`).not.toContain(status);
      expect(status, actor).toBeLessThan(500);
    }
  });
});
