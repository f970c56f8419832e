import { z } from "zod";
import { CRM_ADDRESS_MAX, type CrmFailure, crmAddressOf, type OdataPath } from "./rules";

/** Of the CRM, or nothing for none; a page of it is taken as its address. */
export const crmAddress = z
  .string("required")
  .trim()
  .max(CRM_ADDRESS_MAX, "tooLong")
  .refine((text) => text === "" || /^https?:\/\//i.test(text), "url")
  .refine((text) => text === "" || URL.canParse(text), "url")
  .transform(crmAddressOf);

/** What a test of the connection is tried with: the form as it is, saved or not. */
export const crmTestInput = z.object({
  crmAddress: crmAddress.refine((text) => text !== "", "required"),
  login: z.string("required").trim().min(1, "required").max(200, "tooLong"),
  /** Empty: the stored one. */
  password: z.string("required").max(200, "tooLong"),
});
export type CrmTestInput = z.infer<typeof crmTestInput>;
export type CrmTestValues = z.input<typeof crmTestInput>;

/** How a test went. `text`: what the CRM itself said. */
export type CrmTestDto = { failure: CrmFailure | null; text: string; odataPath: OdataPath | null };

/** The connection, as its page shows it. Instants are ISO 8601. */
export type CrmStateDto = {
  /** Where it is connected to, and as whom; null: it is not. */
  connected: { address: string; login: string; since: string } | null;
  /** Whether it works with what is saved: Synchronize takes it over. */
  isUpToDate: boolean;
  failure: CrmFailure | null;
  failureText: string | null;
  failedAt: string | null;
  /** Null with a failure: not before somebody does something. */
  retryAt: string | null;
  lastSentAt: string | null;
  /** Chats on their way, and those that were given up. */
  waiting: number;
  failed: number;
};
