import { type Outcome, returnToQueue } from "./change-owner";
import type { ChatRow } from "./entries/entry";

/** What a reopened chat does not take along of its former life. */
export const AFRESH = {
  overflowOfferedAt: null,
  notices: {},
  awaitingSince: null,
  triedOperatorIds: [],
  hops: 0,
  spamAt: null,
  spamById: null,
};

/**
 * Puts a closed chat into the queue again, with a new leg; whoever had it comes first at its distribution, if a
 * candidate. The caller holds the chat's lock.
 */
export const reopenChat = (out: Outcome, chat: ChatRow, data?: Record<string, string>) =>
  returnToQueue(out, chat, {
    kind: "reopened",
    legEnd: "closed",
    ...(data && { data }),
    change: { ...AFRESH, preferredOperatorId: chat.operatorId, stamps: ["queuedSince"] },
  });
