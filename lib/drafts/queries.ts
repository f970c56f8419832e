import { and, desc, eq, ne } from "drizzle-orm";
import { drafts } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import type { DraftDto } from "./schemas";

/** Newest drafts of an inbox that is opened: more than anybody answers at once. */
const DRAFTS_MAX = 200;

const columns = { chatId: drafts.chatId, kind: drafts.kind, body: drafts.body, version: drafts.version };

/** What this operator has typed and not sent, newest first. Nobody else's, whatever their role. */
export const listOwnDrafts = (db: Db, { operatorId }: OperatorActor): Promise<DraftDto[]> =>
  db
    .select(columns)
    .from(drafts)
    .where(and(eq(drafts.operatorId, operatorId), ne(drafts.body, "")))
    .orderBy(desc(drafts.updatedAt))
    .limit(DRAFTS_MAX);

/** The same of one chat, with those that were sent or given up, by which a device learns that they are. */
export const listOwnDraftsOf = (db: Db, { operatorId }: OperatorActor, chatId: string): Promise<DraftDto[]> =>
  db
    .select(columns)
    .from(drafts)
    .where(and(eq(drafts.operatorId, operatorId), eq(drafts.chatId, chatId)));
