import type { UseFormReturn } from "react-hook-form";
import type { ScheduleFormValues, ScheduleInput } from "@/lib/hours/schemas";

export type HoursFormApi = UseFormReturn<ScheduleFormValues, unknown, ScheduleInput>;

type FieldProblem = { message?: string; root?: { message?: string } } | undefined;

/** What is wrong with a list as a whole: react-hook-form keeps that of a field array under `root`. */
export const problemOf = (problem: FieldProblem): string | undefined => problem?.root?.message ?? problem?.message;
