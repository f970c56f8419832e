import { eq } from "drizzle-orm";
import { channels } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { isAddable } from "@/lib/channels/open-channel";
import { openToken } from "@/lib/channels/secrets";
import { type Context, commit } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import type { ChannelInput, ServiceChannelInput } from "./channel-schemas";
import {
  accountField,
  assertDepartment,
  type ChannelServices,
  identifyToken,
  SECRET_FIELDS,
  shownChannel,
  tokenOf,
} from "./channel-services";
import type { MailChannelInput } from "./mail-schemas";
import { recheckOpenChats } from "./recheck-open-chats";

/**
 * Changes a channel. The weight counts for chats that begin from now on, because theirs is fixed when they begin, and so
 * does the department; the idle time counts for open ones as well. Another token must be of the same account, whose people
 * the channel's chats are with; a broken channel works again with it. The web widget has neither token nor department.
 * @throws DomainError `forbidden`, `not_found`; `invalid` with `fields`
 */
export async function updateChannel(
  ctx: Context,
  channelId: string,
  input: ChannelInput | ServiceChannelInput | MailChannelInput,
  services?: ChannelServices,
): Promise<void> {
  assertAdmin(ctx.actor);
  const [known] = await ctx.db
    .select({ type: channels.type, box: channels.tokenEncrypted, failure: channels.failure })
    .from(channels)
    .where(eq(channels.id, channelId));
  if (!known) throw notFound();
  const { name, weight, closeIdleAfterMinutes } = input;
  const ofService = isAddable(known.type) && "type" in input && input.type === known.type ? input : null;
  const given = ofService && services ? tokenOf(ofService, known.box, services) : "";
  // A mailbox that is as it was, and works, is not tried again: its name can be changed while its servers are away.
  const isKept = known.type === "email" && known.failure === null && known.box !== null;
  const isSame = isKept && services && openToken(known.box ?? "", services.authSecret) === given;
  const token = isSame ? "" : given;
  const { pollAfter = null, ...identified } =
    token !== "" && ofService && services ? await identifyToken(services, ofService.type, token) : NOTHING;
  await commit(ctx, async (tx) => {
    const [before] = await tx.select().from(channels).where(eq(channels.id, channelId)).for("no key update");
    if (!before) throw notFound();
    if (ofService && identified.accountId && before.accountId !== identified.accountId) {
      throw new DomainError("invalid", "A token of another account", { fields: accountField(ofService.type, "Other") });
    }
    if (ofService) await assertDepartment(tx, ofService.departmentId);
    const change = {
      name,
      weight,
      closeIdleAfterMinutes,
      ...(ofService && { departmentId: ofService.departmentId }),
      ...(identified.accountId && {
        ...identified,
        ...AFRESH,
        // Where it was asked before it goes on from there, so that nothing is missed; else from now on.
        pollAfter: before.pollAfter ?? pollAfter,
      }),
    };
    await tx.update(channels).set(change).where(eq(channels.id, channelId));
    const note = { action: "channel.updated", subject: channelId, subjectName: name } as const;
    const after = shownChannel({ ...before, ...change });
    await noteChange(tx, ctx.actor, { ...note, ...SECRET_FIELDS, before: shownChannel(before), after });
    if (before.closeIdleAfterMinutes !== closeIdleAfterMinutes) await recheckOpenChats(tx, { channelId });
  });
}

const NOTHING: Partial<Awaited<ReturnType<typeof identifyToken>>> = {};
/** It is told anew where to send what happens, and at once. */
const AFRESH = {
  receivesBy: null,
  pollDueAt: null,
  failure: null,
  failedAt: null,
  attempts: 0,
  retryAt: null,
} as const;
