import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { chats, company, departments, mailOutbox } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { lockChat } from "@/lib/chats/lock-chat";
import { type Context, commit, type VisitorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { readLines } from "./read-lines";
import { wordTranscript } from "./word-transcript";

/** Between two mails of one chat. */
export const PAUSE_MINUTES = 10;

type Options = { timeZone: string; isMailConfigured: boolean };

/**
 * Mails a chat to its visitor: to the address that their site vouches for at this request and to no other, since a typed
 * one may be anybody's. Answers the address.
 * @throws DomainError `not_found`; `forbidden` where the admin has not allowed it, or no mail goes out;
 * `identity_required` without a confirmed address; `rate_limited` within `PAUSE_MINUTES` of the last one.
 */
export async function mailTranscript(
  ctx: Context<VisitorActor>,
  chatId: string,
  { timeZone, isMailConfigured }: Options,
): Promise<{ to: string }> {
  return commit(ctx, async (tx) => {
    const chat = await lockChat(tx, ctx.actor, chatId);
    const [owner] = await tx.select({ name: company.name, isAllowed: company.mailsTranscripts }).from(company);
    if (!owner?.isAllowed || !isMailConfigured) throw new DomainError("forbidden", "Transcripts are not mailed here");
    const to = ctx.actor.identity?.email;
    if (!to) throw new DomainError("identity_required", "Transcripts go to a confirmed address only");
    await takeTurn(tx, chatId);
    const [department] = await tx
      .select({ name: departments.name })
      .from(departments)
      .where(eq(departments.id, chat.departmentId));
    const { subject, body } = wordTranscript({
      companyName: owner.name,
      departmentName: department?.name ?? "",
      locale: chat.locale,
      timeZone,
      lines: await readLines(tx, chatId),
    });
    await tx.insert(mailOutbox).values({ visitorId: ctx.actor.visitorId, to, subject, body });
    return { to };
  });
}

/** One condition decides, so that of many requests at once one gets its mail. */
async function takeTurn(tx: Transaction, chatId: string): Promise<void> {
  const pause = sql`now() - make_interval(mins => ${PAUSE_MINUTES})`;
  const taken = await tx
    .update(chats)
    .set({ transcriptMailedAt: sql`now()` })
    .where(and(eq(chats.id, chatId), or(isNull(chats.transcriptMailedAt), lt(chats.transcriptMailedAt, pause))))
    .returning({ id: chats.id });
  if (taken.length > 0) return;
  throw new DomainError("rate_limited", "This chat was mailed a moment ago", { retryAfterSeconds: PAUSE_MINUTES * 60 });
}
