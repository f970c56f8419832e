import { CRM_FAILURES, type CrmFailure } from "@/lib/crm/rules";

export const SYNCHRONIZE_TARGETS = ["inboxes", "widgets", "telegram", "mail", "crm"] as const;
export type SynchronizeTarget = (typeof SYNCHRONIZE_TARGETS)[number];
/** `nothing`: nobody keeps a copy at this moment. `notConnected`: there is no such connection. */
export type SynchronizeOutcome = "done" | "failed" | "nothing" | "notConnected";

/** What Synchronize tells of a target: how many were told, and what that changed. */
export const SYNC_FACTS = [
  "operators",
  "chats",
  "bots",
  "botsFailed",
  "mailboxes",
  "mailboxesFailed",
  "newAddress",
  "newLogin",
  "newPassword",
  "newOdataPath",
  "unchanged",
  "disconnected",
  "chatsAgain",
  "chatsWaiting",
] as const;
export type SyncFact = { name: (typeof SYNC_FACTS)[number]; count: number };

/** Why a target failed, as a key of the texts. */
export type SyncProblem = "realtime" | "telegram" | "mail" | "unexpected" | "crm.incomplete" | `crm.${CrmFailure}`;

/** The failure of the CRM connection that such a problem is. */
export const failureOf = (problem: `crm.${CrmFailure}`): CrmFailure =>
  CRM_FAILURES.find((failure) => problem === `crm.${failure}`) ?? "unreachable";

/** `text`: what the service itself said of a problem. */
export type SynchronizeResult = {
  target: SynchronizeTarget;
  outcome: SynchronizeOutcome;
  facts: SyncFact[];
  problem: SyncProblem | null;
  text: string;
};
