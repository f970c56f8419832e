import { z } from "zod";
import { normalizeHex } from "@/lib/color";
import { normalizeDomain, splitDomains } from "@/lib/departments/domains";
import { linesOfText, requiredLine } from "@/lib/text";
import type { Tone } from "@/lib/tones/rules";

/** Lengths in characters (UTF-16 units). */
export const DEPARTMENT_NAME_MAX = 80;
export const DEPARTMENT_DESCRIPTION_MAX = 300;
export const GREETING_MAX = 500;
export const SITE_URL_MAX = 2000;
export const ALLOWED_DOMAINS_MAX = 50;
/** Characters of the whole list as typed; far above what 50 domains need. */
const ALLOWED_DOMAINS_TEXT_MAX = 20_000;

/** A colour, stored as lower-case `#rrggbb`. */
export const hexColor = z.string("required").transform((text, issues) => {
  const color = text.trim() === "" ? null : normalizeHex(text);
  if (color !== null) return color;
  issues.addIssue({ code: "custom", message: text.trim() === "" ? "required" : "color" });
  return z.NEVER;
});

/** Hosts, one per line as typed; see `normalizeDomain`. Doubles fall together. Empty means any host. */
export const allowedDomains = z
  .string("required")
  .max(ALLOWED_DOMAINS_TEXT_MAX, "tooLong")
  .transform((text, issues) => {
    const domains = splitDomains(text).map(normalizeDomain);
    if (domains.includes(null)) issues.addIssue({ code: "custom", message: "domain" });
    const unique = [...new Set(domains.filter((domain) => domain !== null))];
    if (unique.length > ALLOWED_DOMAINS_MAX) issues.addIssue({ code: "custom", message: "tooMany" });
    return unique;
  });

/** The first entry that names no host, for the error message; null when all do. */
export const findInvalidDomain = (text: string): string | null =>
  splitDomains(text).find((entry) => normalizeDomain(entry) === null) ?? null;

/** An address of the web or nothing (null). Other schemes, credentials and addresses without a scheme are refused. */
export const siteUrl = z
  .string("required")
  .transform((text) => text.trim())
  .pipe(z.string().max(SITE_URL_MAX, "tooLong"))
  .transform((text, issues) => {
    if (text === "") return null;
    const address = readSiteUrl(text);
    if (address === null) issues.addIssue({ code: "custom", message: "url" });
    return address;
  });

function readSiteUrl(text: string): string | null {
  if (!/^https?:\/\/[^\s/\\?#@]/i.test(text) || /[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return null;
  const { href, username, password } = new URL(text);
  return username === "" && password === "" && href.length <= SITE_URL_MAX ? href : null;
}

/** What an admin sets of a department. Logo, key and order have commands of their own. */
export const departmentInput = z.object({
  name: requiredLine(DEPARTMENT_NAME_MAX),
  description: linesOfText(DEPARTMENT_DESCRIPTION_MAX),
  hidden: z.boolean("required"),
  disabled: z.boolean("required"),
  color: hexColor,
  siteUrl,
  allowedDomains,
  greeting: linesOfText(GREETING_MAX),
});
export type DepartmentInput = z.infer<typeof departmentInput>;
/** The same as a form holds it: all text as typed. */
export type DepartmentFormValues = z.input<typeof departmentInput>;

/** A department's or an input's fields as a form shows them. */
export const departmentFormValues = (department: DepartmentInput): DepartmentFormValues => ({
  name: department.name,
  description: department.description,
  hidden: department.hidden,
  disabled: department.disabled,
  color: department.color,
  siteUrl: department.siteUrl ?? "",
  allowedDomains: department.allowedDomains.join("\n"),
  greeting: department.greeting,
});

/** What the form of a new department begins with; `color` is the company's. */
export const newDepartmentValues = (color: string): DepartmentFormValues => ({
  name: "",
  description: "",
  hidden: false,
  disabled: false,
  color,
  siteUrl: "",
  allowedDomains: "",
  greeting: "",
});

/** One of the two flags: each is switched from the list without opening the form. */
export const departmentFlagInput = z.union([z.object({ hidden: z.boolean() }), z.object({ disabled: z.boolean() })]);
export type DepartmentFlagInput = z.infer<typeof departmentFlagInput>;

/** Every department's id in the order that is wanted. */
export const departmentOrderInput = z.array(z.uuid()).max(10_000);

/** Chats of a department are counted up to here when it is asked whether it can be deleted: more of them are "more". */
export const CHATS_COUNT_MAX = 1000;

/** A row of the admin's list. */
export type DepartmentRowDto = {
  id: string;
  name: string;
  description: string;
  hidden: boolean;
  disabled: boolean;
  color: string;
  logoUrl: string | null;
  siteUrl: string | null;
  /**
   * Chats of all times, where `CHATS_COUNT_MAX + 1` stands for any number above it; the open ones, all counted; operators
   * who are members and not deactivated.
   */
  chats: number;
  openChats: number;
  members: number;
};

/** A department as its form and its snippet need it. */
export type DepartmentDto = DepartmentInput & { id: string; logoUrl: string | null; key: string; tone: Tone };

/** A member as the department's page shows it. */
export type DepartmentMemberDto = { operatorId: string; name: string; line: number };

/** A department on the page of snippets. */
export type DepartmentSnippetDto = Pick<
  DepartmentDto,
  "id" | "name" | "color" | "logoUrl" | "hidden" | "disabled" | "key"
>;
