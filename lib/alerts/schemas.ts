import { z } from "zod";
import { ALERT_KINDS, type AlertKind, REPEAT_SECONDS } from "./rules";

const means = z.object({
  sound: z.boolean("invalid"),
  desktop: z.boolean("invalid"),
  push: z.boolean("invalid"),
});
const perKind = Object.fromEntries(ALERT_KINDS.map((kind) => [kind, means]));
const { min, max } = REPEAT_SECONDS;

/** What an operator sets for themselves on the page «Notifications». */
export const alertSettings = z.object({
  // One row for each kind, made from the list of them.
  means: z.object(perKind as Record<AlertKind, typeof means>),
  volume: z.int("wholeNumber").min(0, "tooSmall:0").max(100, "tooLarge:100"),
  soundWhenFocused: z.boolean("invalid"),
  repeatSeconds: z.int("wholeNumber").min(min, `tooSmall:${min}`).max(max, `tooLarge:${max}`).nullable(),
  quietWhenAway: z.boolean("invalid"),
  pushesText: z.boolean("invalid"),
});
export type AlertSettingsInput = z.infer<typeof alertSettings>;
