import { and, asc, count, eq, isNull, sql } from "drizzle-orm";
import { channels, chatSettings, chats, departmentMembers, departments, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { notFound } from "@/lib/errors";
import { CHANNEL_TYPES } from "./rules";
import type { ChannelDto, ChatSettingsDto, OperatorCapacityDto } from "./schemas";

/** The settings of chats, without the password. @throws DomainError `not_found` before the database is migrated. */
export async function getChatSettings(db: Db): Promise<ChatSettingsDto> {
  const [row] = await db
    .select({
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

/** All ways in, the oldest first. */
export async function listChannels(db: Db): Promise<ChannelDto[]> {
  return db
    .select({
      id: channels.id,
      type: channels.type,
      name: channels.name,
      weight: channels.weight,
      active: channels.active,
      closeIdleAfterMinutes: channels.closeIdleAfterMinutes,
      departmentName: departments.name,
      openChats: sql<number>`(${openChatsOf("queued")} + ${openChatsOf("active")})::int`,
    })
    .from(channels)
    .leftJoin(departments, eq(departments.id, channels.departmentId))
    .orderBy(asc(channels.createdAt), asc(channels.id));
}

/** Every active operator by name, with what they can take, what they have, and where. */
export async function listOperatorCapacities(db: Db): Promise<OperatorCapacityDto[]> {
  const rows = await db
    .select({
      id: operators.id,
      name: operators.name,
      maxLoad: operators.maxLoad,
      channelTypes: operators.channelTypes,
      load: sql<number>`coalesce(sum(${chats.weight}), 0)::int`,
      openChats: count(chats.id),
    })
    .from(operators)
    .leftJoin(chats, and(eq(chats.operatorId, operators.id), eq(chats.status, "active"), isNull(chats.heldAt)))
    .where(isNull(operators.deactivatedAt))
    .groupBy(operators.id)
    .orderBy(sql`lower(${operators.name})`, operators.id);
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
  return rows.map(({ channelTypes, ...row }) => ({
    ...row,
    channelTypes: CHANNEL_TYPES.filter((type) => channelTypes.includes(type)),
    memberships: byOperator.get(row.id) ?? [],
  }));
}
