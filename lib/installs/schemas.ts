import { z } from "zod";
import { lineOfText } from "@/lib/text";

/** One site that carries a snippet. */
export const installDto = z.object({
  /** With `origin` what names it: the key that the page carries. */
  key: z.string(),
  /** Empty: the page keeps its address to itself. */
  origin: z.string(),
  path: z.string().nullable(),
  lastSeenAt: z.iso.datetime(),
  problem: z.enum(["rotated", "domain", "blocked", "twice", "disabled"]).nullable(),
  /** Where the loader found the problem, if it was the one to find it. */
  problemPath: z.string().nullable(),
});
export type InstallDto = z.infer<typeof installDto>;

/** The sites of the company's snippet (null) or of a department's, newest first. */
export const installsDto = z.object({ installs: z.array(installDto) });
export type InstallsDto = z.infer<typeof installsDto>;

/** A site that is to be forgotten: it comes back if it still carries the snippet. */
export const forgetInstallInput = z.object({ key: lineOfText(64), origin: lineOfText(300) });
export type ForgetInstallInput = z.infer<typeof forgetInstallInput>;
