import { z } from "zod";
import { decisionDto } from "@/lib/chats/schemas";
import { DEPARTMENT_STATES } from "./department-state";

export const dryRunInput = z.object({ departmentId: z.uuid("invalid") });

/** Where a chat of a new visitor would go at this moment, and why. */
export const dryRunDto = z.object({
  departmentId: z.uuid(),
  state: z.enum(DEPARTMENT_STATES),
  strategy: z.enum(["automatic", "round_robin", "manual"]),
  /** The next opening when closed; null: never, or open now. */
  opensAt: z.iso.datetime().nullable(),
  decision: decisionDto,
  /** Chats that wait already, and the place and expected wait of one more; place null: it would not wait. */
  waiting: z.int(),
  place: z.int().nullable(),
  estimate: z.object({ fromMinutes: z.int(), toMinutes: z.int().nullable() }).nullable(),
  /** The queue's limit is reached: the visitor gets the offline form. */
  isFull: z.boolean(),
});
export type DryRunDto = z.infer<typeof dryRunDto>;
