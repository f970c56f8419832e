/** Share of visitors who are to be answered in time, and in how many seconds; chats that one operator has at once. */
export type Goal = { share: number; withinSeconds: number; chatsPerOperator: number };

/** What comes in one hour, on average. */
export type Demand = { arrivals: number; handlingSeconds: number };

export type Need = {
  operators: number;
  /** From 0 to 1: visitors who are answered in time with so many. */
  share: number;
  /** From 0 to 1: how much of the operators' room is taken. */
  occupancy: number;
};

const HOUR_SECONDS = 3600;

/**
 * The probability that whoever comes has to wait, with `servers` that take one customer each and `load` Erlangs offered
 * (arrivals per second times seconds each): Erlang's C formula.
 * 1 where the load is more than the servers can ever carry.
 *
 * Source: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone
 * exchanges" (1917); computed by the recurrence of the B formula, B(n) = aB(n-1) / (n + aB(n-1)), which never overflows.
 * It takes arrivals to be independent of each other, handling times to be exponential, and visitors to be patient: people
 * who give up waiting make the real wait shorter than this.
 */
export function waitProbability(servers: number, load: number): number {
  if (load <= 0) return 0;
  if (servers <= load) return 1;
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/** The share of visitors who are answered within so many seconds, from 0 to 1. */
export function shareInTime(servers: number, { arrivals, handlingSeconds }: Demand, withinSeconds: number): number {
  const load = (arrivals / HOUR_SECONDS) * handlingSeconds;
  if (load === 0) return 1;
  if (servers <= load) return 0;
  return 1 - waitProbability(servers, load) * Math.exp((-(servers - load) * withinSeconds) / handlingSeconds);
}

/** The fewest operators that keep the goal; none where nothing comes. Each takes `chatsPerOperator` chats at a time. */
export function operatorsFor(demand: Demand, { share, withinSeconds, chatsPerOperator }: Goal): Need {
  const load = (demand.arrivals / HOUR_SECONDS) * demand.handlingSeconds;
  if (load === 0) return { operators: 0, share: 1, occupancy: 0 };
  for (let operators = Math.max(1, Math.ceil(load / chatsPerOperator)); ; operators++) {
    const servers = operators * chatsPerOperator;
    const reached = shareInTime(servers, demand, withinSeconds);
    if (reached >= share) return { operators, share: reached, occupancy: load / servers };
  }
}
