import { sql } from "drizzle-orm";
import { commit } from "@/lib/context";
import type { ChannelDoor } from "./door";
import { appendUndelivered, type UndeliveredReason } from "./note-undelivered";

/** Longer than one piece takes, a file included: until then others leave a claimed chat alone. */
export const CLAIM_SECONDS = 120;

/** A chat whose entries this process sends. `turn` grows with every claim: who lost theirs notes nothing any more. */
export type Claimed = {
  chatId: string;
  channelId: string;
  externalId: string;
  partsSent: number;
  attempts: number;
  turn: number;
};
export type Counts = { sent: number; failed: number };

/** What became of a page of entries: there are more, all are sent, or the claim is somebody else's by now. */
export type Page = "more" | "all" | "lost";

export const STILL_OURS = ({ chatId, turn }: Claimed) => sql`chat_id = ${chatId}::uuid and turn = ${turn}`;
export const CLAIM_ON = sql`due_at = now() + make_interval(secs => ${CLAIM_SECONDS})`;

export const tellOperators = (door: ChannelDoor, { chatId }: Claimed, reason: UndeliveredReason) =>
  commit(door, (tx, emit) => appendUndelivered(tx, emit, chatId, reason));
