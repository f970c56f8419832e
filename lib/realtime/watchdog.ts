/** The part of pusher-js' connection that the watchdog needs. */
export type WatchedConnection = {
  readonly state: string;
  bind: (event: "state_change", handler: () => void) => unknown;
  unbind: (event: "state_change", handler: () => void) => unknown;
  connect: () => void;
  disconnect: () => void;
};

const FIRST_WAIT_MS = 1500;
const GROWTH = 1.6;
const WAIT_MAX_MS = 10_000;

/** How long an attempt may take before it is started anew: longer each time, spread by `random` (0 to 1). */
export const attemptWaitMs = (attempt: number, random: number) =>
  Math.round(Math.min(WAIT_MAX_MS, FIRST_WAIT_MS * GROWTH ** attempt) * (0.8 + 0.4 * random));

/**
 * Gets pusher-js out of its trap: after one failed attempt it waits for a fixed 15 s timer and ignores everything
 * else, and after some close codes it never comes back. While there is no connection, each attempt gets its time and is
 * then started anew. Returns a function that ends the watch.
 */
export function watchConnection(connection: WatchedConnection, random: () => number = Math.random): () => void {
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRestarting = false;

  const arm = () => {
    clearTimeout(timer);
    timer = setTimeout(restart, attemptWaitMs(attempt, random()));
  };
  const restart = () => {
    attempt += 1;
    isRestarting = true;
    connection.disconnect();
    connection.connect();
    isRestarting = false;
    if (connection.state !== "connected") arm();
  };
  const onChange = () => {
    if (isRestarting) return;
    if (connection.state === "connected") {
      attempt = 0;
      clearTimeout(timer);
      timer = undefined;
    } else {
      timer ??= setTimeout(restart, attemptWaitMs(attempt, random()));
    }
  };

  connection.bind("state_change", onChange);
  onChange();
  return () => {
    connection.unbind("state_change", onChange);
    clearTimeout(timer);
  };
}
