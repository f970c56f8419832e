import { z } from "zod";
import { chatCountsDto } from "@/lib/chats/lists/list-schemas";
import { requiredLine } from "@/lib/text";
import { FILTER_TAGS_MAX, VIEW_NAME_MAX, VIEWS_MAX } from "./rules";

export const viewQuery = z.object({
  tab: z.enum(["queue", "mine", "all", "closed"], "choice"),
  departmentId: z.uuid("invalid").nullable(),
  status: z.enum(["waiting", "active", "held", "snoozed"], "choice").nullable(),
  unread: z.boolean(),
  unanswered: z.boolean(),
  tagIds: z.array(z.uuid("invalid")).max(FILTER_TAGS_MAX, "tooMany"),
});

/** For whom a view is: its operator alone, a department's members, or everybody. */
export const viewAudience = z.discriminatedUnion("for", [
  z.object({ for: z.literal("me") }),
  z.object({ for: z.literal("department"), departmentId: z.uuid("invalid") }),
  z.object({ for: z.literal("everybody") }),
]);
export type ViewAudienceInput = z.infer<typeof viewAudience>;

const name = requiredLine(VIEW_NAME_MAX);
export const newViewInput = z.object({ name, query: viewQuery, audience: viewAudience });
export type NewViewInput = z.infer<typeof newViewInput>;
/** What is left out stays; `deleted` takes the view away. */
export const changeViewInput = z.object({
  name: name.optional(),
  query: viewQuery.optional(),
  deleted: z.literal(true).optional(),
});
export type ChangeViewInput = z.infer<typeof changeViewInput>;
/** Own views in their order; others that are named are passed over. */
export const viewOrderInput = z.object({ ids: z.array(z.uuid("invalid")).max(VIEWS_MAX * 10, "tooMany") });

export const viewDto = z.object({
  id: z.uuid(),
  name: z.string(),
  query: viewQuery,
  isMine: z.boolean(),
  /** Of a shared one; null: shared with everybody. */
  departmentId: z.uuid().nullable(),
  mayChange: z.boolean(),
});
export type ViewDto = z.infer<typeof viewDto>;
export const viewsDto = z.object({ views: z.array(viewDto) });

/** What stands beside the tabs and the views of the inbox; `views` by id, as far as they are counted apart. */
export const inboxCountsDto = chatCountsDto.extend({ views: z.record(z.string(), z.int()) });
export type InboxCountsDto = z.infer<typeof inboxCountsDto>;
