import { type CrmFailure, plainText } from "./rules";

/** `refused`: it works, and did not take this one thing. All others are failures of the connection itself. */
export type CrmErrorKind = CrmFailure | "refused";

/** Something went wrong between us and the CRM; the message is what it said, fit to be shown. */
export class CrmError extends Error {
  readonly kind: CrmErrorKind;
  override readonly name = "CrmError";
  constructor(kind: CrmErrorKind, text: string) {
    super(plainText(text));
    this.kind = kind;
  }
}

export const isCrmError = (error: unknown): error is CrmError => error instanceof CrmError;
