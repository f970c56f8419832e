/** Somebody who takes chats of these departments, so many at once. */
export type SlotHolder = { departmentIds: readonly string[]; slots: number };

/** Each round halves what is left of the difference; after so many the rest is below what a rounded range shows. */
const ROUNDS = 12;

/**
 * How many slots work for each department where chats wait. Whoever is free takes the chat that has waited longest,
 * wherever it waits; so people who are shared serve the queues that would take longest, until all queues that share
 * people take equally long. `work` is what waits in each department (chats × the time that each takes a slot).
 * Departments without work get none.
 */
export function shareSlots(people: readonly SlotHolder[], work: ReadonlyMap<string, number>): Map<string, number> {
  const pull = new Map(work);
  let shares = allot(people, pull);
  for (let round = 0; round < ROUNDS; round++) {
    const served = [...work].filter(([id]) => (shares.get(id) ?? 0) > 0);
    const usual = sum(served.map(([, amount]) => amount)) / sum(served.map(([id]) => shares.get(id) ?? 0));
    for (const [id, amount] of served) {
      const duration = amount / (shares.get(id) ?? 1);
      pull.set(id, (pull.get(id) ?? 0) * Math.sqrt(duration / usual));
    }
    shares = allot(people, pull);
  }
  return shares;
}

/** Everybody's slots, over their departments in proportion to how each of these pulls. */
function allot(people: readonly SlotHolder[], pull: ReadonlyMap<string, number>): Map<string, number> {
  const shares = new Map<string, number>();
  for (const { departmentIds, slots } of people) {
    const total = sum(departmentIds.map((id) => pull.get(id) ?? 0));
    if (total <= 0) continue;
    for (const id of departmentIds) {
      const own = pull.get(id) ?? 0;
      if (own > 0) shares.set(id, (shares.get(id) ?? 0) + slots * (own / total));
    }
  }
  return shares;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
