import type { InboxChatDto } from "@/lib/chats/schemas";
import type { ReplyValues } from "@/lib/replies/rules";

/** What the variables of a reply stand for in a chat. A visitor without a name is known by a number, which is none. */
export const replyValues = (
  { visitor, department, page }: InboxChatDto,
  { operatorName, companyName }: { operatorName: string; companyName: string },
): ReplyValues => ({
  "visitor.name": /^#[0-9A-F]{4}$/.test(visitor.name) ? null : visitor.name,
  "visitor.email": visitor.email,
  "operator.name": operatorName,
  "department.name": department.name,
  "company.name": companyName,
  "page.title": page.title,
  "page.url": page.url,
});
