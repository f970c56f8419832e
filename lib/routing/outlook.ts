import type { DepartmentState } from "./department-state";
import { estimateSeconds } from "./estimate";
import { type SlotHolder, shareSlots } from "./share-slots";

/** What waiting in a department is made of: how long a slot is taken by one chat, and how many slots work for it. */
export type Outlook = { occupancySeconds: number | null; slots: number; waiting: number };

/** What outlooks are taken from, by department: what waits there, who is routable, how long one chat takes a slot. */
export type OutlookFacts = {
  /** `weight`: of one chat on average. */
  queues: ReadonlyMap<string, { chats: number; weight: number }>;
  people: readonly SlotHolder[];
  /** In seconds; null where too little is known. */
  occupancies: ReadonlyMap<string, number | null>;
};

/**
 * The outlook of some departments. An operator's slots are shared out over the departments that have waiting chats, so
 * that queues with shared operators take equally long: the oldest chat of all is taken first. A department where nobody
 * waits counts as if one did: it is asked for the next one.
 */
export function outlooksOf(
  { queues, people, occupancies }: OutlookFacts,
  departmentIds: readonly string[],
): Map<string, Outlook> {
  const work = new Map(
    [...queues].map(([id, { chats, weight }]) => [id, chats * Math.max(1, weight) * usualOf(id, occupancies)]),
  );
  const shares = shareSlots(people, work);
  return new Map(
    departmentIds.map((id) => {
      const { chats = 0, weight = 1 } = queues.get(id) ?? {};
      const own = work.has(id) ? shares : shareSlots(people, new Map(work).set(id, usualOf(id, occupancies)));
      const slots = (own.get(id) ?? 0) / Math.max(1, weight);
      return [id, { occupancySeconds: occupancies.get(id) ?? null, slots, waiting: chats }];
    }),
  );
}

/** Where too little is known of a department, its chats are taken to be like those of the others. */
function usualOf(id: string, occupancies: ReadonlyMap<string, number | null>): number {
  const known = [...occupancies.values()].filter((seconds) => seconds !== null);
  const mean = known.reduce((sum, seconds) => sum + seconds, 0) / Math.max(1, known.length);
  return Math.max(1, occupancies.get(id) ?? mean);
}

/** Null: no limit. */
export type QueueLimits = { queueLimitChats: number | null; queueLimitMinutes: number | null };

/** Whether a department takes nobody any more because a limit of its queue is reached. While somebody has a slot, none is. */
export function isQueueFull(
  state: DepartmentState,
  { queueLimitChats, queueLimitMinutes }: QueueLimits,
  { waiting, occupancySeconds, slots }: Outlook,
): boolean {
  if (state === "open") return false;
  if (queueLimitChats !== null && waiting >= queueLimitChats) return true;
  const seconds = estimateSeconds(waiting + 1, occupancySeconds, slots);
  return queueLimitMinutes !== null && seconds !== null && seconds > queueLimitMinutes * 60;
}

/** Whether visitors who wait elsewhere are asked to come to a department: only if somebody is there for them. */
export const takesOverflow = ({ state, isFull }: { state: DepartmentState; isFull: boolean }): boolean =>
  (state === "open" || state === "busy") && !isFull;
