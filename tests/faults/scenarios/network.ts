import { pause } from "../clients/http";
import type { Filter } from "../clients/live";
import type { Scenario } from "./scenario";

/** Every send is posted twice at the same moment. */
export const twice: Scenario = {
  name: "duplicate POSTs",
  world: "embedded",
  async strike({ settings, ledger }, { acks, quota }) {
    const before = ledger.sends.size;
    settings.twice = true;
    await acks(quota);
    settings.twice = false;
    return ledger.sends.size - before;
  },
};

/** Connections that carry nothing any more and end for neither side: nobody is told, everybody has to notice. */
export const halfOpen: Scenario = {
  name: "half-open sockets",
  world: "embedded",
  healsMs: 35_000,
  async strike({ proxies }) {
    return proxies.reduce((sum, proxy) => sum + proxy.halve(), 0);
  },
};

/** Resets in the middle of requests and frames, again and again. */
export const resets: Scenario = {
  name: "connections reset",
  world: "embedded",
  async strike({ proxies }) {
    let hits = 0;
    for (let i = 0; i < 5; i++) {
      for (const proxy of proxies) hits += proxy.reset();
      await pause(300);
    }
    return hits;
  },
};

/** Of what is published a third is lost, a third comes twice, and some comes late and so out of order. */
export const publishes: Scenario = {
  name: "publish lost, doubled, reordered",
  world: "embedded",
  isShort: true,
  healsMs: 25_000,
  async strike({ settings }, { acks, quota }) {
    let hits = 0;
    const filter: Filter = (deliver) => {
      const dice = Math.random();
      if (dice < 0.75) hits++;
      if (dice < 0.3) return;
      if (dice >= 0.6 && dice < 0.75) return void setTimeout(deliver, Math.random() * 400);
      deliver();
      if (dice < 0.6) setTimeout(deliver, Math.random() * 200);
    };
    settings.filter = filter;
    await acks(quota);
    // What had come late is lost as well: the next pulse is all that is left.
    settings.filter = () => hits++;
    await pause(500);
    settings.filter = null;
    return hits;
  },
};
