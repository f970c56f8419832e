import { z } from "zod";
import { colleagueTyping } from "@/lib/chats/pulse/typing-schemas";
import { colleagueViewing } from "@/lib/chats/pulse/viewing-schemas";
import { chatEventDto, inboxChatDto, marksDto, queueDto } from "@/lib/chats/schemas";
import { draftKind } from "@/lib/drafts/schemas";
import { mentionDto } from "@/lib/notes/schemas";
import { ALERT_CAUSES } from "@/lib/supervision/rules";

/** A timeline entry, or only its number when it would not fit into an event; then the client reads it by HTTP. */
const appended = { "event.appended": chatEventDto, "event.announced": z.object({ chatId: z.uuid(), seq: z.int() }) };

/** Every event that can travel, by the kind of channel it travels on. Server and browser both read it. */
export const eventCatalogue = {
  /** `private-visitor-chat-<chatId>`: what the visitor of the chat may see. */
  visitorChat: {
    ...appended,
    /** The place and the estimate of a waiting chat are other ones now. */
    /** The operator's browser has got further. */
    "marks.moved": z.object({ chatId: z.uuid(), marks: marksDto }),
    "queue.moved": z.object({ chatId: z.uuid(), queue: queueDto }),
    /** The owner is typing. */
    "typing.told": z.object({ chatId: z.uuid() }),
    /** An admin synchronises: whatever the widget keeps of the settings is to be read again. */
    "settings.changed": z.object({}),
  },
  /** `private-chat-<chatId>-<epoch>`: the operators who may see the chat; a new epoch drops the former owner. */
  chat: {
    ...appended,
    /** The visitor's browser has got further. */
    "marks.moved": z.object({ chatId: z.uuid(), marks: marksDto }),
    /** The visitor is typing. */
    "typing.told": z.object({ chatId: z.uuid() }),
    "colleague.typing": colleagueTyping,
  },
  /** `presence-chat-<chatId>-<epoch>`: who has the chat open; whoever may join sees the names. Nothing is sent on it. */
  viewers: {},
  /** `presence-department-<departmentId>`: its operators. */
  department: {
    "chat.changed": z.object({ chat: inboxChatDto }),
    /** Somebody types in a chat that a colleague has, or nobody. */
    "colleague.typing": colleagueTyping,
    /** Somebody looks at a chat of a colleague, or at one that waits. */
    "colleague.viewing": colleagueViewing,
    /** Somebody came to a page of the department, moved on, or left: the board is to be read anew. */
    "visitors.changed": z.object({}),
    /** Something that the board shows besides its chats: who is there, and alerts. */
    "board.changed": z.object({}),
  },
  /** `private-operator-<operatorId>`: all tabs of one operator. */
  operator: {
    "inbox.changed": z.object({
      reason: z.enum([
        "membership",
        "departments",
        "presence",
        "settings",
        "offline",
        "offer",
        "tags",
        "views",
        "mentions",
      ]),
    }),
    /** A chat that is offered to them, or theirs outside of their departments. */
    "chat.changed": z.object({ chat: inboxChatDto }),
    /** They may not see a chat any more that was offered to them; the server cuts their sockets right after it. */
    "access.lost": z.object({ chatId: z.uuid() }),
    /** Somebody has taken a chat from them. */
    "chat.taken": z.object({ chatId: z.uuid(), byName: z.string(), visitorName: z.string() }),
    /** Somebody has judged how they did in a chat, or changed it; they have read it, on whatever device. */
    "review.told": z.object({ chatId: z.uuid(), byName: z.string() }),
    "review.read": z.object({ chatId: z.uuid() }),
    /** They have read on in a chat of theirs, on whatever device. */
    "read.moved": z.object({ chatId: z.uuid(), seq: z.int() }),
    /** They typed into a chat, gave it up or sent it, on whatever device; the text itself is read by HTTP. */
    "draft.changed": z.object({ chatId: z.uuid(), kind: draftKind, version: z.int() }),
    /** The visitor of a chat of theirs is typing. */
    "typing.told": z.object({ chatId: z.uuid() }),
    /** Somebody else types in a chat of theirs, or looks at it. */
    "colleague.typing": colleagueTyping,
    "colleague.viewing": colleagueViewing,
    /** A note names them. */
    "mention.told": z.object({ mention: mentionDto }),
    /** A visitor waits, and nobody hears of it: for those who supervise. */
    "supervisor.alerted": z.object({
      alertId: z.uuid(),
      chatId: z.uuid(),
      departmentName: z.string(),
      cause: z.enum(ALERT_CAUSES),
    }),
    /** A supervisor has seen to an alert. */
    "alert.acknowledged": z.object({ alertId: z.uuid(), byName: z.string() }),
    /** A message in a room of theirs; `chatId` is the room's. A long one comes as its number. */
    "room.appended": chatEventDto,
    "room.announced": z.object({ chatId: z.uuid(), seq: z.int() }),
    /** They, or the colleague of a direct room, have read on. */
    "room.read": z.object({ roomId: z.uuid(), operatorId: z.uuid(), seq: z.int() }),
  },
} as const;

type Catalogue = typeof eventCatalogue;
export type ChannelKind = keyof Catalogue;
export type EventName<K extends ChannelKind> = keyof Catalogue[K] & string;
export type Payload<K extends ChannelKind, N extends EventName<K>> =
  Catalogue[K][N] extends z.ZodType<infer T> ? T : never;

/** Union of all legal (channel kind, name, data) triples; a wrong pairing does not compile. `id` is the channel's tail. */
export type RealtimeEvent = {
  [K in ChannelKind]: { [N in EventName<K>]: { channel: K; id: string; name: N; data: Payload<K, N> } }[EventName<K>];
}[ChannelKind];

const CHANNEL_PREFIX: Record<ChannelKind, string> = {
  visitorChat: "private-visitor-chat-",
  chat: "private-chat-",
  viewers: "presence-chat-",
  department: "presence-department-",
  operator: "private-operator-",
};

export const channelName = (kind: ChannelKind, id: string) => `${CHANNEL_PREFIX[kind]}${id}`;
/** Tail of a chat's channels for operators: a new owner means a new channel, which the former owner cannot join. */
export const chatChannelId = (chatId: string, epoch: number) => `${chatId}-${epoch}`;

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const PATTERN = new RegExp(
  `^(?:private-visitor-chat-(?<visitorChat>${UUID})|(?<access>private|presence)-chat-(?<chat>${UUID})-(?<epoch>[1-9][0-9]{0,8})|presence-department-(?<department>${UUID})|private-operator-(?<operator>${UUID}))$`,
);

export type ParsedChannel =
  | { kind: "visitorChat" | "department" | "operator"; id: string }
  | { kind: "chat" | "viewers"; id: string; epoch: number };

/** Reads a channel name as our clients form it; null for every other name. */
export function parseChannelName(name: string): ParsedChannel | null {
  const groups = PATTERN.exec(name)?.groups;
  if (!groups) return null;
  if (groups.chat) {
    const kind = groups.access === "presence" ? "viewers" : "chat";
    return { kind, id: groups.chat, epoch: Number(groups.epoch) };
  }
  for (const kind of ["visitorChat", "department", "operator"] as const) {
    const id = groups[kind];
    if (id) return { kind, id };
  }
  return null;
}

/** Where a browser finds the realtime server; part of what pages and the widget's frame are given at run time. */
export const realtimeClientConfig = z.object({
  key: z.string(),
  /** Hosted Pusher's cluster; with none, `host` says where, and no host means the page's own address. */
  cluster: z.string().optional(),
  host: z.string().optional(),
  port: z.int().optional(),
  tls: z.boolean().optional(),
});
export type RealtimeClientConfig = z.infer<typeof realtimeClientConfig>;
