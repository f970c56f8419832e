import { z } from "zod";
import { MARKS, STEPS } from "./rules";

/** A step and what its admin says of it. */
export const markStepInput = z.object({ step: z.enum(STEPS, "invalid"), mark: z.enum(MARKS, "invalid") });
export type MarkStepInput = z.infer<typeof markStepInput>;
