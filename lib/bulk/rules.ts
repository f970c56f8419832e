/** Chats of one request: their transactions together stay well below the time that a browser waits. */
export const BULK_CHATS_MAX = 50;

/** A close is taken back within this time: later the visitor has turned to something else. */
export const UNDO_CLOSE_MINUTES = 10;

/** What an entry of the timeline allows to be taken back: of what people were told there is no way back. */
export const UNDOABLE = ["closed", "snoozed", "tagged", "untagged"] as const;
export type UndoableKind = (typeof UNDOABLE)[number];
export const isUndoable = (kind: string): kind is UndoableKind => UNDOABLE.some((one) => one === kind);
