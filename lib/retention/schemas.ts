import { z } from "zod";
import { optionalWholeNumber } from "@/lib/settings/whole-number";

/** Ten years: longer is for ever, for whoever sets it. */
export const RETENTION_DAYS_MAX = 3650;
/** Long enough that nobody wipes out their own traces. */
export const AUDIT_DAYS_MIN = 90;

const days = optionalWholeNumber({ min: 1, max: RETENTION_DAYS_MAX });

/** After how many days what is over is deleted; nothing: it is kept for ever. */
export const retentionInput = z.object({
  chatsAfterDays: days,
  filesAfterDays: days,
  visitsAfterDays: days,
  auditAfterDays: optionalWholeNumber({ min: AUDIT_DAYS_MIN, max: RETENTION_DAYS_MAX }),
});
export type RetentionInput = z.infer<typeof retentionInput>;
/** The same as a form holds it: numbers as typed. */
export type RetentionFormValues = z.input<typeof retentionInput>;

export const RETENTION_FIELDS = ["chatsAfterDays", "filesAfterDays", "visitsAfterDays", "auditAfterDays"] as const;

export const KEEP_ALL: RetentionInput = {
  chatsAfterDays: null,
  filesAfterDays: null,
  visitsAfterDays: null,
  auditAfterDays: null,
};

/** How much is deleted, or would be. Files of deleted chats go with them and are not counted again. */
export type Outdated = { chats: number; offlineMessages: number; files: number; visits: number; entries: number };

export const retentionFormValues = (settings: RetentionInput): RetentionFormValues => {
  const text = (value: number | null) => (value === null ? "" : String(value));
  return {
    chatsAfterDays: text(settings.chatsAfterDays),
    filesAfterDays: text(settings.filesAfterDays),
    visitsAfterDays: text(settings.visitsAfterDays),
    auditAfterDays: text(settings.auditAfterDays),
  };
};
