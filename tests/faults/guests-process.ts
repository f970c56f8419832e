// The inside of a process of guests: visitors who do what they do in the run's own process, and report it.

import { staleViews } from "./checker/stale";
import { viewsOf } from "./checker/views";
import { pause } from "./clients/http";
import { Visitor } from "./clients/visitor";
import type { Ledger, Send } from "./ledger";

export const GUESTS_ARGUMENT = "--guests";

export type GuestOptions = {
  origins: string[];
  key: string;
  pace: number;
  /** Milliseconds by which their clocks are wrong. */
  clockMs: number;
};
export type ToGuests =
  | { type: "begin"; options: GuestOptions }
  | { type: "wake" }
  | { type: "rest" }
  | { type: "leave"; withinMs: number };
type LedgerCall =
  | ["wrote", Send]
  | ["acknowledged", string, string, number]
  | ["refused", string, string]
  | ["cut", string, string];
export type ToRun = { type: "begun" } | { type: "ledger"; call: LedgerCall } | { type: "left"; stale: string[] };

const WRITE_EVERY_MS = 40;

const tell = (message: ToRun) => void process.send?.(message);
const report = (...call: LedgerCall) => tell({ type: "ledger", call });

const ledger: Ledger = {
  wrote: (send) => report("wrote", send),
  acknowledged: (...told) => report("acknowledged", ...told),
  refused: (...told) => report("refused", ...told),
  cut: (...told) => report("cut", ...told),
  seen: () => {},
};

/** Does what the run asks for by messages; ends with it. */
export function beGuests(): Promise<boolean> {
  let visitors: Visitor[] = [];
  let isResting = false;
  const write = async (visitor: Visitor) => {
    while (!isResting) {
      visitor.write();
      await pause(WRITE_EVERY_MS);
    }
  };
  return new Promise((resolve) => {
    process.on("disconnect", () => resolve(true));
    process.on("message", async (message: ToGuests) => {
      if (message.type === "begin") {
        const { origins, key, pace, clockMs } = message.options;
        if (clockMs !== 0) shiftClock(clockMs);
        const settings = { pace, twice: false, filter: null, realtime: null };
        visitors = origins.map(
          (origin, i) => new Visitor({ name: `guest ${process.pid}-${i}`, origin, key, ledger, settings }),
        );
        await Promise.all(visitors.map((visitor) => visitor.start()));
        tell({ type: "begun" });
        for (const visitor of visitors) void write(visitor);
      } else if (message.type === "wake") for (const visitor of visitors) visitor.wake();
      else if (message.type === "rest") isResting = true;
      else if (message.type === "leave") {
        const stale = await staleViews(viewsOf(visitors, []), message.withinMs);
        await Promise.all(visitors.map((visitor) => visitor.close()));
        tell({ type: "left", stale });
      }
    });
  });
}

/** From here on this whole process lives on another day. */
function shiftClock(ms: number): void {
  const RealDate = Date;
  const now = () => RealDate.now() + ms;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values) => Reflect.construct(target, values.length === 0 ? [now()] : values),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}
