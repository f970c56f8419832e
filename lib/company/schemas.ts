import { z } from "zod";
import { allowedDomains, GREETING_MAX, hexColor } from "@/lib/departments/schemas";
import { linesOfText, requiredLine } from "@/lib/text";

export const COMPANY_NAME_MAX = 120;

/** What an admin sets of the company; its key has a command of its own. */
export const companyInput = z.object({
  name: requiredLine(COMPANY_NAME_MAX),
  color: hexColor,
  greeting: linesOfText(GREETING_MAX),
  allowedDomains,
});
export type CompanyInput = z.infer<typeof companyInput>;
/** The same as a form holds it: all text as typed. */
export type CompanyFormValues = z.input<typeof companyInput>;

export type CompanyDto = CompanyInput & { key: string };

/** A company's or an input's fields as a form shows them. */
export const companyFormValues = ({ name, color, greeting, allowedDomains }: CompanyInput): CompanyFormValues => ({
  name,
  color,
  greeting,
  allowedDomains: allowedDomains.join("\n"),
});
