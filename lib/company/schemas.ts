import { z } from "zod";
import { allowedDomains, GREETING_MAX, hexColor } from "@/lib/departments/schemas";
import { timeZoneName } from "@/lib/hours/schemas";
import { linesOfText, requiredLine } from "@/lib/text";

export const COMPANY_NAME_MAX = 120;

/** What an admin sets of the company; its key has a command of its own. */
export const companyInput = z.object({
  name: requiredLine(COMPANY_NAME_MAX),
  color: hexColor,
  greeting: linesOfText(GREETING_MAX),
  allowedDomains,
  /** Where the days of reports over several departments begin; empty in a form: as most of these departments have it. */
  timeZone: z
    .union([z.literal(""), timeZoneName])
    .default("")
    .transform((name) => name || null),
});
export type CompanyInput = z.infer<typeof companyInput>;
/** The same as a form holds it: all text as typed. */
export type CompanyFormValues = z.input<typeof companyInput>;

export type CompanyDto = CompanyInput & { key: string };

/** A company's or an input's fields as a form shows them. */
export const companyFormValues = ({
  name,
  color,
  greeting,
  allowedDomains,
  timeZone,
}: CompanyInput): CompanyFormValues => ({
  name,
  color,
  greeting,
  allowedDomains: allowedDomains.join("\n"),
  timeZone: timeZone ?? "",
});
