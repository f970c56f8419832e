import type { files } from "@/db/schema";
import type { OperatorActor, VisitorActor } from "@/lib/context";

export type FileRow = typeof files.$inferSelect;
export type Uploader = VisitorActor | OperatorActor;

/** Who sent a file, as its row says it. */
export const uploaderOf = (actor: Uploader) => ({
  uploaderType: actor.type,
  uploaderId: actor.type === "visitor" ? actor.visitorId : actor.operatorId,
});
