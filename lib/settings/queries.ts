import { and, asc, count, eq, isNull, sql } from "drizzle-orm";
import { channels, chatSettings, chats, departmentMembers, departments, operators, rateLimits } from "@/db/schema";
import type { Db } from "@/db/types";
import { BARE_KEY, REFUSED_KEY } from "@/lib/channels/flood";
import { CHANNEL_TYPES, POLL } from "@/lib/channels/rules";
import { hasStatus } from "@/lib/chats/has-status";
import { logoUrl } from "@/lib/departments/embed-target";
import { notFound } from "@/lib/errors";
import type { ChannelDto } from "./channel-schemas";
import type { ChatSettingsDto, OperatorCapacityDto } from "./schemas";

/** The settings of chats, without the password. @throws DomainError `not_found` before the database is migrated. */
export async function getChatSettings(db: Db): Promise<ChatSettingsDto> {
  const [row] = await db
    .select({
      crmAddress: chatSettings.crmAddress,
      login: chatSettings.login,
      hasPassword: sql<boolean>`${chatSettings.passwordEncrypted} is not null`,
      closeIdle: chatSettings.closeIdle,
      closeIdleAfterMinutes: chatSettings.closeIdleAfterMinutes,
      reassign: chatSettings.reassign,
      reassignAfterMinutes: chatSettings.reassignAfterMinutes,
      notice: chatSettings.notice,
      noticeTexts: chatSettings.noticeTexts,
      missesUntilAway: chatSettings.missesUntilAway,
      alertAfterMinutes: chatSettings.alertAfterMinutes,
    })
    .from(chatSettings);
  if (!row) throw notFound();
  return row;
}

/** By its status alone, because each has a partial index: closed chats are never looked at. */
const openChatsOf = (status: "queued" | "active") =>
  sql`(select count(*) from ${chats} where ${chats.channelId} = ${channels.id} and ${chats.status} = ${sql.raw(`'${status}'`)})`;

/** What is counted for a day under this name and the id of the channel. */
const countedOf = (name: string) =>
  sql<number>`coalesce((select ${rateLimits.points} from ${rateLimits}
    where ${rateLimits.key} = ${name}::text || ${channels.id} and ${rateLimits.endsAt} > now()), 0)`;

/** All ways in, the oldest first. */
export async function listChannels(db: Db): Promise<ChannelDto[]> {
  const found = await db
    .select({
      id: channels.id,
      type: channels.type,
      name: channels.name,
      weight: channels.weight,
      active: channels.active,
      closeIdleAfterMinutes: channels.closeIdleAfterMinutes,
      link: channels.link,
      receivesBy: channels.receivesBy,
      failure: channels.failure,
      failedAt: channels.failedAt,
      lastReceivedAt: channels.lastReceivedAt,
      lastSentAt: channels.lastSentAt,
      refused: countedOf(REFUSED_KEY),
      bare: countedOf(BARE_KEY),
      departmentId: channels.departmentId,
      departmentName: departments.name,
      openChats: sql<number>`(${openChatsOf("queued")} + ${openChatsOf("active")})::int`,
    })
    .from(channels)
    .leftJoin(departments, eq(departments.id, channels.departmentId))
    .orderBy(asc(channels.createdAt), asc(channels.id));
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return found.map(({ receivesBy, failedAt, lastReceivedAt, lastSentAt, ...channel }) => ({
    ...channel,
    receives: receivesBy === null ? null : receivesBy === POLL ? "poll" : "webhook",
    failedAt: iso(failedAt),
    lastReceivedAt: iso(lastReceivedAt),
    lastSentAt: iso(lastSentAt),
  }));
}

/** Every operator by name, the active ones first, with what they can take, what they have, and where. */
export async function listOperatorCapacities(db: Db): Promise<OperatorCapacityDto[]> {
  const rows = await db
    .select({
      id: operators.id,
      name: operators.name,
      pictureId: operators.pictureId,
      isActive: sql<boolean>`${operators.deactivatedAt} is null`,
      maxLoad: operators.maxLoad,
      channelTypes: operators.channelTypes,
      load: sql<number>`coalesce(sum(${chats.weight}), 0)::int`,
      openChats: count(chats.id),
    })
    .from(operators)
    .leftJoin(chats, and(eq(chats.operatorId, operators.id), hasStatus("active"), isNull(chats.heldAt)))
    .groupBy(operators.id)
    .orderBy(sql`${operators.deactivatedAt} is not null`, sql`lower(${operators.name})`, operators.id);
  const members = await db
    .select({
      operatorId: departmentMembers.operatorId,
      departmentId: departmentMembers.departmentId,
      departmentName: departments.name,
      line: departmentMembers.line,
    })
    .from(departmentMembers)
    .innerJoin(departments, eq(departments.id, departmentMembers.departmentId))
    .orderBy(asc(departments.position), asc(departments.name));
  const byOperator = new Map<string, OperatorCapacityDto["memberships"]>();
  for (const { operatorId, ...membership } of members) {
    const known = byOperator.get(operatorId);
    if (known) known.push(membership);
    else byOperator.set(operatorId, [membership]);
  }
  return rows.map(({ channelTypes, pictureId, ...row }) => ({
    ...row,
    pictureUrl: logoUrl(pictureId),
    channelTypes: CHANNEL_TYPES.filter((type) => channelTypes.includes(type)),
    memberships: byOperator.get(row.id) ?? [],
  }));
}
