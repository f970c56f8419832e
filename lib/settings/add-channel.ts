import { isUniqueViolation } from "@/db/errors";
import { channels } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { CHANNELS_MAX } from "@/lib/channels/rules";
import { type Context, commit } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import type { NewChannelInput } from "./channel-schemas";
import {
  accountField,
  assertDepartment,
  type ChannelServices,
  columnsOf,
  identifyToken,
  SECRET_FIELDS,
  shownChannel,
  tokenOf,
} from "./channel-services";
import type { MailChannelInput } from "./mail-schemas";

/**
 * Adds a channel of another service, which is asked whose the token is. It works within seconds: the timed job tells the
 * service where to send what happens.
 * @throws DomainError `forbidden`; `invalid` with `fields`: a token that the service does not know, or of a channel that
 * there is, a department that there is not
 */
export async function addChannel(
  ctx: Context,
  input: NewChannelInput | MailChannelInput,
  services: ChannelServices,
): Promise<{ id: string }> {
  assertAdmin(ctx.actor);
  const { type } = input;
  const identified = await identifyToken(services, type, tokenOf(input, null, services));
  try {
    return await commit(ctx, async (tx) => {
      await assertDepartment(tx, input.departmentId);
      if ((await tx.$count(channels)) >= CHANNELS_MAX) {
        throw new DomainError("invalid", "No more channels", { fields: { name: "channelsMax" } });
      }
      const [added] = await tx
        .insert(channels)
        .values({ type, ...columnsOf(input), ...identified })
        .returning();
      if (!added) throw new Error("no channel was added");
      const note = { action: "channel.added", subject: added.id, subjectName: added.name } as const;
      const after = { type, link: added.link, ...shownChannel(added) };
      await noteChange(tx, ctx.actor, { ...note, ...SECRET_FIELDS, before: null, after });
      return { id: added.id };
    });
  } catch (error) {
    if (!isUniqueViolation(error, "channels_account_unique")) throw error;
    throw new DomainError("invalid", "This account has a channel", { fields: accountField(type, "Taken") });
  }
}
