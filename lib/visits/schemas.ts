import { z } from "zod";

/** Pages that are kept of one chat; older ones go. */
export const VISITS_MAX = 20;

export const pageVisitDto = z.object({ url: z.string(), title: z.string().nullable(), seenAt: z.iso.datetime() });
export type PageVisitDto = z.infer<typeof pageVisitDto>;

/** Newest first. */
export const pageTrailDto = z.object({ pages: z.array(pageVisitDto) });
export type PageTrailDto = z.infer<typeof pageTrailDto>;
