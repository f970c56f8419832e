import { departmentMembers, departments, operators } from "@/db/schema";
import type { Database } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import type { Random } from "@/lib/random";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export type SimDepartment = {
  id: string;
  name: string;
  key: string;
  /** Of all chats. */
  share: number;
  /** Of handling a chat, minutes; `sigma` of its logarithm. */
  medianMinutes: number;
  sigma: number;
};

export type SimOperator = {
  actor: OperatorActor;
  departmentIds: string[];
  maxLoad: number;
  /** Milliseconds of the day. */
  shift: { from: number; to: number };
};

const SHARES = [17, 14, 12, 11, 9, 8, 7, 6, 5, 4, 4, 3];
const MEDIAN_MINUTES = [7, 9, 6, 8, 10, 7, 12, 8, 6, 14, 9, 7];
/** Hours of the day; a quarter of the people in each. */
const SHIFTS = [
  { from: 7, to: 15.5 },
  { from: 8.5, to: 17 },
  { from: 10, to: 18.5 },
  { from: 13, to: 22 },
];

const sessionId = "00000000-0000-4000-8000-000000000000";

/** A company with departments of very different sizes, whose operators work for one to four of them. */
export async function foundCompany(db: Database, random: Random, size: { departments: number; operators: number }) {
  const teams: SimDepartment[] = Array.from({ length: size.departments }, (_, index) => ({
    id: random.uuid(),
    name: `Department ${index + 1}`,
    key: `simulated-department-${index + 1}`,
    share: SHARES[index % SHARES.length] ?? 1,
    medianMinutes: MEDIAN_MINUTES[index % MEDIAN_MINUTES.length] ?? 8,
    sigma: 0.5 + 0.02 * (index % 6),
  }));
  const people: SimOperator[] = Array.from({ length: size.operators }, (_, index) => {
    const { from, to } = SHIFTS[index % SHIFTS.length] ?? { from: 0, to: 24 };
    return {
      actor: {
        type: "operator",
        operatorId: random.uuid(),
        role: index === 0 ? "supervisor" : "operator",
        name: `Operator ${index + 1}`,
        sessionId,
      },
      departmentIds: memberships(teams, index, random),
      maxLoad: random.whole(2, 5),
      shift: { from: from * HOUR + random.between(-5, 5) * MINUTE, to: to * HOUR + random.between(-5, 5) * MINUTE },
    };
  });
  await db.insert(departments).values(
    teams.map(({ id, name, key }, index) => ({
      id,
      name,
      key,
      strategy: index === 3 ? ("round_robin" as const) : ("automatic" as const),
      returningVisitorDays: index % 4 === 1 ? 7 : null,
    })),
  );
  await db.insert(operators).values(
    people.map(({ actor, maxLoad }) => ({
      id: actor.operatorId,
      name: actor.name,
      role: actor.role,
      email: `${actor.operatorId}@example.com`,
      passwordHash: "none",
      intent: "offline" as const,
      maxLoad,
    })),
  );
  await db.insert(departmentMembers).values(
    people.flatMap(({ actor, departmentIds }) =>
      departmentIds.map((departmentId, index) => ({
        departmentId,
        operatorId: actor.operatorId,
        // The first is what they are there for; elsewhere they help out.
        line: index === 0 ? 1 : random.whole(1, 2),
      })),
    ),
  );
  return { departments: teams, operators: people };
}

/** One to four departments: first the one that has the fewest people for its share, then any. */
function memberships(teams: readonly SimDepartment[], index: number, random: Random): string[] {
  const total = teams.reduce((sum, team) => sum + team.share * team.medianMinutes, 0);
  // The golden ratio spreads people over the shares without clumps.
  let left = ((index * 0.618_034) % 1) * total;
  const first = teams.find((team) => {
    left -= team.share * team.medianMinutes;
    return left < 0;
  });
  const chosen = new Set([(first ?? random.pick(teams)).id]);
  const wanted = Math.min(teams.length, random.whole(1, 4));
  while (chosen.size < wanted) chosen.add(random.pick(teams).id);
  return [...chosen];
}

/** Chats per hour of the day, as shares: two peaks, and nobody at night, when a simulation would only wait. */
export const ARRIVALS_BY_HOUR = [
  0, 0, 0, 0, 0, 0, 0.4, 1, 2.2, 4.6, 6.8, 7.2, 5.6, 5.4, 7, 7.4, 6.2, 4.6, 3.2, 2.4, 1.8, 1, 0.4, 0.2,
];
