import { diskFull, restart, slow, unreachable } from "./database";
import { onInstances } from "./instances";
import { halfOpen, publishes, resets, twice } from "./network";
import { clocks, laptop, offline } from "./people";
import { deploy, freeze, kill } from "./process";
import { acceptTogether, cron, messageAgainst } from "./races";
import { realtimeDown, slowConsumer } from "./realtime";
import type { Scenario } from "./scenario";

/** Every fault that is played, in the order of the table. */
export const scenarios: readonly Scenario[] = [
  kill,
  deploy,
  freeze,
  twice,
  publishes,
  halfOpen,
  resets,
  realtimeDown,
  slowConsumer,
  offline,
  laptop,
  clocks,
  acceptTogether,
  messageAgainst,
  cron,
  restart,
  unreachable,
  slow,
  diskFull,
  ...onInstances,
];
