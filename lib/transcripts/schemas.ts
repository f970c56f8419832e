import { z } from "zod";
import { isTimeZone } from "@/lib/i18n/locales";

/** The times of a transcript are in the reader's own time zone (IANA name); an unknown one is UTC. */
export const mailTranscriptInput = z.object({ timeZone: z.string().refine(isTimeZone).catch("UTC") });
