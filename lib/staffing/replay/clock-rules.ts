import type { RuleSources } from "@/lib/settings/rules";
import { toClockRules } from "@/lib/timeouts/arm-timers";
import type { ClockRules } from "@/lib/timeouts/deadlines";

/** What is set for a department: by the company, by itself, and by each channel. */
export type ReplaySources = {
  company: RuleSources["company"];
  department: Parameters<typeof toClockRules>[0]["department"];
  channels: readonly (RuleSources["channel"] & { id: string })[];
};

/** The rules by which the clocks of its chats go, by channel. */
export const clockRulesOf = ({ company, department, channels }: ReplaySources): Map<string, ClockRules> =>
  new Map(channels.map((channel) => [channel.id, toClockRules({ company, department, channel })]));
