import { eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats, visitorPresences, visitors } from "@/db/schema";
import type { Db } from "@/db/types";
import { findBlock } from "@/lib/blocks/queries";
import { assertCanSeeChat } from "@/lib/chats/access";
import { toBadgeDto } from "@/lib/chats/dto";
import type { OperatorActor } from "@/lib/context";
import { isHere, seesChat } from "@/lib/presences/queries";
import type { OtherChatDto, VisitorPanelDto } from "./panel-schemas";
import { readUserAgent } from "./rules";

/** Chats in the panel's list. */
const OTHERS_MAX = 20;

/**
 * What is known of the visitor of a chat: of their other chats those that the operator may see.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function getVisitorPanel(db: Db, actor: OperatorActor, chatId: string): Promise<VisitorPanelDto> {
  const [found] = await db.select().from(chats).where(eq(chats.id, chatId));
  const chat = await assertCanSeeChat(db, actor, found);
  const { visitorId } = chat;
  const [visitor] = await db.select().from(visitors).where(eq(visitors.id, visitorId));
  const presence = visitorPresences;
  const [here] = await db
    .select({ addressHash: presence.addressHash })
    .from(presence)
    .where(eq(presence.visitorId, visitorId));
  const [pulse] = await rows(
    db,
    sql`select 1 from visitor_presences p where p.visitor_id = ${visitorId} and ${isHere}`,
  );
  const others = await listOthers(db, actor, chat);
  return {
    visitorId,
    device: readUserAgent(chat.userAgent),
    timeZone: visitor?.timeZone ?? null,
    country: visitor?.country ?? null,
    isHere: pulse !== undefined,
    utm: chat.utm,
    rating: chat.rating === null ? null : { score: chat.rating, comment: chat.ratingComment },
    otherChats: others.map(toDto),
    otherCount: others[0]?.total ?? 0,
    block: await findBlock(db, visitorId),
    isSpam: chat.spamAt !== null,
    isAddressKnown: Boolean(here?.addressHash),
  };
}

type OtherRow = {
  id: string;
  status: OtherChatDto["status"];
  department: { id: string; name: string; color: string; logoId: string | null };
  created_at: string;
  preview: string;
  rating: number | null;
  is_spam: boolean;
  total: number;
};

const listOthers = (db: Db, actor: OperatorActor, { id, visitorId }: { id: string; visitorId: string }) =>
  rows<OtherRow>(
    db,
    sql`select c.id, c.status, c.created_at, c.last_message_preview as preview, c.rating, c.spam_at is not null as is_spam,
          jsonb_build_object('id', d.id, 'name', d.name, 'color', d.color, 'logoId', d.logo_id) as department,
          (count(*) over ())::int as total
        from chats c join departments d on d.id = c.department_id
        where c.visitor_id = ${visitorId} and c.id <> ${id} and ${seesChat(actor)}
        order by c.created_at desc, c.id desc limit ${OTHERS_MAX}`,
  );

const toDto = (row: OtherRow): OtherChatDto => ({
  id: row.id,
  status: row.status,
  department: toBadgeDto(row.department),
  createdAt: new Date(row.created_at).toISOString(),
  preview: row.preview,
  rating: row.rating,
  isSpam: row.is_spam,
});
