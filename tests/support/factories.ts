import { sql } from "drizzle-orm";
import { departmentMembers, departments, operators } from "@/db/schema";
import { startChat } from "@/lib/chats/visitor/start-chat";
import type { Actor, Context, OperatorActor, OperatorRole, VisitorActor } from "@/lib/context";
import { randomToken, uuidv7 } from "@/lib/ids";
import type { RealtimeEvent } from "@/lib/realtime/events";
import { ensureVisitor } from "@/lib/visitors/token";
import { testDatabase } from "./database";

/** A context that keeps what it published, so that a test asserts it like any other output. */
export type TestContext<A extends Actor = Actor> = Context<A> & { published: RealtimeEvent[] };

export async function testContext<A extends Actor>(actor: A): Promise<TestContext<A>> {
  const published: RealtimeEvent[] = [];
  return {
    actor,
    db: await testDatabase(),
    published,
    publish: async (events) => void published.push(...events),
  };
}

let counter = 0;
/** A name that no other row of this run has. */
export const unique = (word: string) => `${word} ${process.pid}-${++counter}-${randomToken(4)}`;

type DepartmentValues = Partial<typeof departments.$inferInsert>;

export async function createDepartment(values: DepartmentValues = {}) {
  const db = await testDatabase();
  const [row] = await db
    .insert(departments)
    .values({ name: unique("Department"), key: randomToken(16), ...values })
    .returning();
  if (!row) throw new Error("no row");
  return row;
}

type OperatorOptions = {
  departmentIds?: string[];
  role?: OperatorRole;
  name?: string;
  /** Heard of just now, so that they are offered chats. */
  isThere?: boolean;
  line?: number;
  values?: Partial<typeof operators.$inferInsert>;
};

export async function createOperator(options: OperatorOptions = {}) {
  const db = await testDatabase();
  const name = options.name ?? unique("Operator");
  const email = `${randomToken(9).toLowerCase()}@example.com`;
  const [row] = await db
    .insert(operators)
    .values({
      name,
      email,
      role: options.role ?? "operator",
      passwordHash: "none",
      ...(options.isThere && { lastPulseAt: sql`now()` }),
      ...options.values,
    })
    .returning();
  if (!row) throw new Error("no row");
  const memberships = (options.departmentIds ?? []).map((departmentId) => ({
    departmentId,
    operatorId: row.id,
    ...(options.line && { line: options.line }),
  }));
  if (memberships.length > 0) await db.insert(departmentMembers).values(memberships);
  return row;
}

export const operatorActor = ({ id, role, name }: { id: string; role: OperatorRole; name: string }): OperatorActor => ({
  type: "operator",
  operatorId: id,
  role,
  name,
  sessionId: "00000000-0000-4000-8000-000000000000",
});

/** A fresh operator of these departments, and the context they act in. */
export async function asOperator(...departmentIds: string[]): Promise<TestContext<OperatorActor>> {
  return testContext(operatorActor(await createOperator({ departmentIds })));
}

/** The same, Online and heard of just now. */
export const asThere = async (options: OperatorOptions): Promise<TestContext<OperatorActor>> =>
  testContext(operatorActor(await createOperator({ isThere: true, ...options })));

export async function asRole(role: OperatorRole, ...departmentIds: string[]): Promise<TestContext<OperatorActor>> {
  return testContext(operatorActor(await createOperator({ departmentIds, role })));
}

export async function asVisitor(
  token: string = randomToken(32),
): Promise<TestContext<VisitorActor> & { token: string }> {
  const { visitorId } = await ensureVisitor(await testDatabase(), token, "en");
  return { ...(await testContext<VisitorActor>({ type: "visitor", visitorId })), token };
}

export const startInput = (key: string, values: { departmentId?: string; clientId?: string; body?: string } = {}) => ({
  key,
  clientId: uuidv7(),
  name: "Vera",
  email: null,
  body: "Is anyone there?",
  locale: "en" as const,
  ...values,
});

/** A chat that a fresh visitor started through the department's own key. */
export async function createChat(department: { key: string }, body = "Is anyone there?") {
  const visitor = await asVisitor();
  const { chat } = await startChat(visitor, visitor.token, startInput(department.key, { body }), "test browser");
  return { id: chat.id, visitor };
}
