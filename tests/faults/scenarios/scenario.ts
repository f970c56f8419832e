import type { Life } from "../life";
import type { World } from "../world";

export type Stage = {
  life: Life;
  /** Acknowledged sends that the round is to have. */
  quota: number;
  /** Waits until so many sends of the round are acknowledged; false when that took too long. */
  acks: (count: number) => Promise<boolean>;
};

/** How much the fault took hold of (0 counts as no fault), and what was wrong that only it can know. */
export type Struck = { hits: number; problems: string[] };

/** A database, and what runs on it: with `instances` and `serverless` it is Postgres. */
export type WorldKind = "embedded" | "postgres" | "small-disk" | "instances" | "serverless";

/** One kind of fault. */
export type Scenario = {
  name: string;
  /** Which world it needs; worlds are shared by the scenarios of one kind. */
  world: WorldKind;
  /** Milliseconds within which the specification lets this fault heal, where that is more than ten seconds. */
  healsMs?: number;
  /** Part of `npm test`. */
  isShort?: boolean;
  /** Does the harm in the middle of the writing, and undoes it. */
  strike: (world: World, stage: Stage) => Promise<number | Struck>;
};
