import { z } from "zod";
import { fileDto } from "@/lib/files/schemas";
import type { CallFailure } from "@/lib/http/client";

/** Limits of what may wait unsent (delivery specification, "Outbox of the sender"). */
export const OUTBOX_ITEMS_MAX = 50;
export const OUTBOX_BYTES_MAX = 256 * 1024;
export const OUTBOX_AGE_MAX_MS = 24 * 60 * 60 * 1000;
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 30_000;

const item = z.object({
  clientId: z.string(),
  chatId: z.string(),
  /** Empty where a file says it all. */
  body: z.string(),
  /** A file that the server has. */
  file: fileDto.optional(),
  epoch: z.number().int(),
  /** The last entry that its writer had seen. */
  after: z.number().int().optional(),
  /** Its writer knows that somebody else has answered meanwhile. */
  anyway: z.boolean().optional(),
  /** It is a note, for operators only; `mentions` are ids of who is named in it. */
  note: z.object({ mentions: z.array(z.string()) }).optional(),
  createdAt: z.number(),
  attempts: z.number().int(),
  /** Not before this instant (milliseconds since 1970, this browser's clock). */
  notBefore: z.number(),
  /** Why it will not be sent any more unless its writer asks for it (an error code, or "expired"). */
  failed: z.string().optional(),
});
/** A message that its writer sent and the server has not confirmed. */
export type OutboxItem = z.infer<typeof item>;

/** Reads what was stored, by this version or another: what cannot be read is nothing. */
export function parseOutbox(text: string | null): OutboxItem[] {
  if (text === null) return [];
  try {
    return z.array(item).parse(JSON.parse(text));
  } catch {
    return [];
  }
}

export const newItem = (
  fields: Pick<OutboxItem, "clientId" | "chatId" | "body" | "epoch" | "file" | "note" | "after">,
  now: number,
): OutboxItem => ({ ...fields, createdAt: now, attempts: 0, notBefore: 0 });

const bytesOf = (items: readonly OutboxItem[]) => new TextEncoder().encode(JSON.stringify(items)).length;

/** The queue with one more at its end, or null when it is full: then the text must stay where it was typed. */
export function enqueued(items: readonly OutboxItem[], added: OutboxItem): OutboxItem[] | null {
  const next = [...items, added];
  return next.length > OUTBOX_ITEMS_MAX || bytesOf(next) > OUTBOX_BYTES_MAX ? null : next;
}

/** What waited too long is not sent any more behind its writer's back, but stays to be read, retried or deleted. */
export const withExpiry = (items: readonly OutboxItem[], now: number): OutboxItem[] =>
  items.map((one) =>
    one.failed === undefined && now - one.createdAt > OUTBOX_AGE_MAX_MS ? { ...one, failed: "expired" } : one,
  );

/** First in, first out per chat: the oldest that still waits, and when it may go. A failed one holds up none. */
export const nextOf = (items: readonly OutboxItem[], chatId: string) =>
  items.find((one) => one.chatId === chatId && one.failed === undefined);

export const waitingChatIds = (items: readonly OutboxItem[]) => [
  ...new Set(items.filter(({ failed }) => failed === undefined).map(({ chatId }) => chatId)),
];

const replaced = (items: readonly OutboxItem[], clientId: string, change: (one: OutboxItem) => OutboxItem) =>
  items.map((one) => (one.clientId === clientId ? change(one) : one));

export const without = (items: readonly OutboxItem[], clientId: string) =>
  items.filter((one) => one.clientId !== clientId);

/** Full jitter: anywhere between nothing and the step, so that tabs that failed together do not come back together. */
export function retryDelayMs(attempts: number, random: number, retryAfterMs = 0): number {
  const step = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** attempts);
  return Math.max(retryAfterMs, Math.min(RETRY_MAX_MS, RETRY_MIN_MS + random * step));
}

/** After an answer that promises nothing for good: try the same one again later. */
export const postponed = (
  items: readonly OutboxItem[],
  clientId: string,
  { now, random, retryAfterMs }: { now: number; random: number; retryAfterMs?: number },
) =>
  replaced(items, clientId, (one) => ({
    ...one,
    attempts: one.attempts + 1,
    notBefore: now + retryDelayMs(one.attempts, random, retryAfterMs),
  }));

/** After a refusal that will stay one. */
export const refused = (items: readonly OutboxItem[], clientId: string, code: CallFailure["code"]) =>
  replaced(items, clientId, (one) => ({ ...one, failed: code }));

/** The writer asks for another try, with the chat's present epoch; the id stays, so it cannot arrive twice. */
export const retried = (items: readonly OutboxItem[], clientId: string, epoch: number, now: number) =>
  replaced(items, clientId, (one) => ({ ...one, epoch, createdAt: now, attempts: 0, notBefore: 0, failed: undefined }));

/** The same, although somebody else has answered meanwhile. */
export const sentAnyway = (items: readonly OutboxItem[], clientId: string, epoch: number, now: number) =>
  replaced(retried(items, clientId, epoch, now), clientId, (one) => ({ ...one, anyway: true }));

/** Every wait ends now: the network is back, or somebody looks. */
export const hurried = (items: readonly OutboxItem[]) => items.map((one) => ({ ...one, notBefore: 0 }));
