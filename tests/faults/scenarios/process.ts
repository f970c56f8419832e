import { pause } from "../clients/http";
import type { Scenario } from "./scenario";

/** The process dies in the middle of its work, and a new one finds the data. */
export const kill: Scenario = {
  name: "kill -9",
  world: "embedded",
  isShort: true,
  async strike({ server, ledger }) {
    await pause(Math.random() * 300);
    const hits = ledger.waiting().length;
    await server.end("SIGKILL");
    await server.start();
    return hits;
  },
};

/** A new release: the old process is asked to stop while everybody writes, the new one takes over its data. */
export const deploy: Scenario = {
  name: "deploy",
  world: "embedded",
  async strike({ server, ledger }) {
    const hits = ledger.waiting().length;
    await server.end("SIGTERM");
    await server.start();
    return hits;
  },
};

/** The machine swaps or sleeps: the server is there and does not move. */
export const freeze: Scenario = {
  name: "server frozen",
  world: "embedded",
  async strike({ server, ledger }) {
    const hits = ledger.waiting().length;
    server.freeze(true);
    await pause(4000);
    server.freeze(false);
    return hits;
  },
};
