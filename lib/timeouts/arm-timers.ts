import { inArray, type SQL, sql } from "drizzle-orm";
import { channels, chatSettings, type chats, departments } from "@/db/schema";
import type { Db, Transaction } from "@/db/types";
import type { ChannelType } from "@/lib/channels/rules";
import type { Schedule } from "@/lib/hours/rules";
import { idArray } from "@/lib/routing/roster";
import type { Strategy } from "@/lib/routing/rules";
import { type ChatRules as EffectiveRules, effectiveRules, type RuleSources } from "@/lib/settings/rules";
import { type ClockRules, type Deadlines, deadlinesOf } from "./deadlines";

type ChatRow = typeof chats.$inferSelect;

/** Everything that is set for a chat: by the company, by its department and by its channel. */
export type ChatRules = ClockRules &
  EffectiveRules & {
    missesUntilAway: number;
    schedule: Schedule;
    strategy: Strategy;
    overflowDepartmentId: string | null;
    departmentName: string;
    channelType: ChannelType;
    awayTexts: Record<string, string>;
  };

type Place = Pick<ChatRow, "departmentId" | "channelId">;

/** Reads the rules that hold for a chat at this moment. */
export async function getChatRules(db: Db, chat: Place): Promise<ChatRules> {
  return (await readChatRules(db, [chat])).rulesOf(chat);
}

/** The rules that hold for some chats at this moment, and the moment itself, by the database's clock. */
export async function readChatRules(db: Db, chats: readonly Place[]) {
  const found = await db
    .select({
      company: chatSettings,
      department: departments,
      channel: channels,
      now: sql`clock_timestamp()`.mapWith(departments.createdAt),
    })
    .from(chatSettings)
    .innerJoin(departments, inArray(departments.id, [...new Set(chats.map(({ departmentId }) => departmentId))]))
    .innerJoin(channels, inArray(channels.id, [...new Set(chats.map(({ channelId }) => channelId))]));
  const key = ({ departmentId, channelId }: Place) => `${departmentId} ${channelId}`;
  const rules = new Map(
    found.map((row) => [key({ departmentId: row.department.id, channelId: row.channel.id }), toChatRules(row)]),
  );
  const [first] = found;
  if (!first) throw new Error("a chat without settings, department or channel");
  return {
    now: first.now,
    rulesOf(chat: Place): ChatRules {
      const known = rules.get(key(chat));
      if (!known) throw new Error("a chat without settings, department or channel");
      return known;
    },
  };
}

type RuleRows = {
  company: typeof chatSettings.$inferSelect;
  department: typeof departments.$inferSelect;
  channel: typeof channels.$inferSelect;
};

/** Rows of the tables fit as they are. */
type ClockSources = RuleSources & {
  department: { overflowDepartmentId: string | null; overflowAfterMinutes: number | null };
};

/** Of what company, department and channel set together, that by which clocks go. */
export function toClockRules(sources: ClockSources): ClockRules {
  const { overflowDepartmentId, overflowAfterMinutes } = sources.department;
  return {
    ...effectiveRules(sources),
    overflowAfterMinutes: overflowDepartmentId ? overflowAfterMinutes : null,
    isWeb: sources.channel.type === "web",
  };
}

/** What company, department and channel set together. */
export function toChatRules({ company, department, channel }: RuleRows): ChatRules {
  const { timeZone, hours, holidays, strategy, overflowDepartmentId, overflowAfterMinutes, awayTexts } = department;
  return {
    ...effectiveRules({ company, department, channel }),
    missesUntilAway: company.missesUntilAway,
    schedule: { timeZone, hours, holidays },
    strategy,
    departmentName: department.name,
    channelType: channel.type,
    awayTexts,
    overflowDepartmentId,
    overflowAfterMinutes: overflowDepartmentId ? overflowAfterMinutes : null,
    isWeb: channel.type === "web",
  };
}

/**
 * Makes the stored deadlines of a chat those that its facts and rules give. Called in the transaction of every change,
 * under the chat's row lock: what arms a deadline and the deadline itself appear together or not at all.
 */
export async function armTimers(tx: Transaction, chat: ChatRow, known?: ChatRules): Promise<void> {
  const rules = chat.status === "closed" ? null : (known ?? (await getChatRules(tx, chat)));
  await armAll(tx, [{ chat, rules }]);
}

/** The same for different chats; closed ones need no rules. */
export async function armAll(tx: Transaction, chats: readonly { chat: ChatRow; rules: ChatRules | null }[]) {
  if (chats.length === 0) return;
  const armed = chats.map(({ chat, rules }) => ({ chatId: chat.id, deadlines: rules ? deadlinesOf(chat, rules) : {} }));
  const ids = idArray(chats.map(({ chat }) => chat.id));
  await tx.execute(sql`with ${sql.join(armingParts(armed, sql`select unnest(${ids})`), sql`, `)} select 1`);
}

/**
 * Parts of a statement (after `with`) that make the stored deadlines of these chats the given ones, of those that
 * `among` names. A deadline that stays as it is costs no write.
 * `keepsRecheck`: the rules were read without the chats' locks, so that they may have changed since; whoever changed
 * them has asked for a look at the clocks, and this look is still to come.
 */
export function armingParts(
  chats: readonly { chatId: string; deadlines: Deadlines }[],
  among: SQL,
  { keepsRecheck = false } = {},
): SQL[] {
  const due = chats.flatMap(({ chatId, deadlines }) =>
    Object.entries(deadlines).map(([kind, dueAt]) => ({ chat_id: chatId, kind, due_at: dueAt })),
  );
  return [
    sql`due as (
      select * from jsonb_to_recordset(${JSON.stringify(due)}::jsonb) as a (chat_id uuid, kind text, due_at timestamptz)
      where a.chat_id in (${among}))`,
    sql`disarmed as (
      delete from timers t where t.chat_id in (${among})
        ${keepsRecheck ? sql`and t.kind <> 'recheck'` : sql``}
        and not exists (select 1 from due a where a.chat_id = t.chat_id and a.kind = t.kind))`,
    sql`armed as (
      insert into timers as t (chat_id, kind, due_at) select chat_id, kind, due_at from due
      on conflict (chat_id, kind) do update set due_at = excluded.due_at where t.due_at <> excluded.due_at)`,
  ];
}
