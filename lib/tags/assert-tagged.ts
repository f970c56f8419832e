import { eq } from "drizzle-orm";
import { chatTags, departments } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { DomainError } from "@/lib/errors";
import { lacksTag } from "./rules";

/**
 * @throws DomainError `tag_required` when the chat's department lets operators end chats only with a tag, and this has
 * none (or `tagCount`, where the caller has counted). The caller holds the chat's lock.
 */
export async function assertTagged(
  tx: Transaction,
  { id, departmentId }: { id: string; departmentId: string },
  tagCount?: number,
): Promise<void> {
  const [department] = await tx
    .select({ requiresTag: departments.requiresTag })
    .from(departments)
    .where(eq(departments.id, departmentId));
  if (!department?.requiresTag) return;
  const count = tagCount ?? (await tx.$count(chatTags, eq(chatTags.chatId, id)));
  if (lacksTag(department, count)) throw new DomainError("tag_required", "This department ends chats only with a tag");
}
