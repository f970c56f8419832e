import { eq } from "drizzle-orm";
import { departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { databaseNow } from "@/lib/chats/lock-chat";
import { DomainError } from "@/lib/errors";
import { isOpenAt, nextOpening } from "@/lib/hours/opening";
import type { DepartmentState } from "./department-state";
import { isQueueFull, type Outlook } from "./outlook";
import { getOutlooks } from "./queue";
import { Roster } from "./roster";
import { stateOf } from "./states";

type Department = typeof departments.$inferSelect;

/** What a visitor finds who comes to a department now. */
export type Admission = {
  state: DepartmentState;
  opensAt: Date | null;
  /** A limit of its queue is reached; meaningless while somebody has a slot. */
  isFull: boolean;
  outlook: Outlook;
};

/** The states of some departments at one moment, with what their pickers and limits need. */
export async function getAdmissions(db: Db, wanted: readonly Department[]): Promise<Map<string, Admission>> {
  if (wanted.length === 0) return new Map();
  const ids = wanted.map(({ id }) => id);
  const now = await databaseNow(db);
  const roster = await Roster.readAvailable(db, ids);
  const outlooks = await getOutlooks(db, ids);
  return new Map(
    wanted.map((department) => {
      const outlook = outlooks.get(department.id) ?? { occupancySeconds: null, slots: 0, waiting: 0 };
      const state = stateOf(department, roster.of(department.id), now);
      const opensAt = state === "closed" ? nextOpening(department, now) : null;
      return [department.id, { state, opensAt, outlook, isFull: isQueueFull(state, department, outlook) }];
    }),
  );
}

/**
 * Refuses a new chat where the visitor is to get the offline form. A department where nobody is there takes chats: they wait.
 * `isPatient`: the visitor writes from a service where no answer is expected at once, and waits out of hours as well.
 * @throws DomainError `conflict`
 */
export async function assertTakesChats(db: Db, departmentId: string, { isPatient = false } = {}): Promise<void> {
  const [department] = await db.select().from(departments).where(eq(departments.id, departmentId));
  if (!department) return;
  const { hours, holidays, queueLimitChats, queueLimitMinutes } = department;
  const isLimited = queueLimitChats !== null || queueLimitMinutes !== null;
  if (hours === null && holidays.length === 0 && !isLimited) return;
  const now = await databaseNow(db);
  if (!isPatient && !isOpenAt(department, now)) {
    const opensAt = nextOpening(department, now)?.toISOString() ?? null;
    throw new DomainError("conflict", "This department is closed now", { data: { state: "closed", opensAt } });
  }
  if (!isLimited) return;
  const admission = (await getAdmissions(db, [department])).get(departmentId);
  if (admission?.isFull) {
    throw new DomainError("conflict", "The queue of this department is full", {
      data: { state: "full", opensAt: null },
    });
  }
}
