import { distribute } from "@/lib/routing/distribute";
import { fireDueTimers, TICK_MAX } from "@/lib/timeouts/tick";
import { asThere, createChat, createDepartment } from "./factories";

type DepartmentValues = Parameters<typeof createDepartment>[0];
type OperatorOptions = Parameters<typeof asThere>[0];

/** A chat that waits in a department of its own, where nobody is. */
export async function waitingChat(values: DepartmentValues = {}) {
  const department = await createDepartment(values);
  const { id, visitor } = await createChat(department);
  visitor.published.length = 0;
  return { department, id, visitor };
}

/** A chat that came to the only operator of a department of its own. */
export async function ownedChat(values: DepartmentValues = {}, options: OperatorOptions = {}) {
  const department = await createDepartment(values);
  const owner = await asThere({ departmentIds: [department.id], ...options });
  const { id, visitor } = await createChat(department);
  await distribute(owner, [department.id]);
  owner.published.length = 0;
  visitor.published.length = 0;
  return { department, owner, id, visitor };
}

/** Everything that is due, however many chats other tests have left open: one tick is bounded. */
export async function fireAllDue(door: Parameters<typeof fireDueTimers>[0]) {
  for (let tick = 0; tick < 20; tick++) {
    if ((await fireDueTimers(door)).due < TICK_MAX) return;
  }
}
