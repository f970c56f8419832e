import { z } from "zod";
import { chatEventDto, inboxChatDto } from "@/lib/chats/schemas";

/** A timeline entry, or only its number when it would not fit into an event; then the client reads it by HTTP. */
const appended = { "event.appended": chatEventDto, "event.announced": z.object({ chatId: z.uuid(), seq: z.int() }) };

/** Every event that can travel, by the kind of channel it travels on. Server and browser both read it. */
export const eventCatalogue = {
  /** `private-visitor-chat-<chatId>`: what the visitor of the chat may see. */
  visitorChat: appended,
  /** `private-chat-<chatId>-<epoch>`: the operators who may see the chat; a new epoch drops the former owner. */
  chat: appended,
  /** `presence-department-<departmentId>`: its operators. */
  department: { "chat.changed": z.object({ chat: inboxChatDto }) },
  /** `private-operator-<operatorId>`: all tabs of one operator. */
  operator: { "inbox.changed": z.object({ reason: z.enum(["membership", "departments"]) }) },
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
  department: "presence-department-",
  operator: "private-operator-",
};

export const channelName = (kind: ChannelKind, id: string) => `${CHANNEL_PREFIX[kind]}${id}`;
/** Tail of a chat's operator channel: a new owner means a new channel, which the former owner cannot join. */
export const chatChannelId = (chatId: string, epoch: number) => `${chatId}-${epoch}`;

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const PATTERN = new RegExp(
  `^(?:private-visitor-chat-(?<visitorChat>${UUID})|private-chat-(?<chat>${UUID})-(?<epoch>[1-9][0-9]{0,8})|presence-department-(?<department>${UUID})|private-operator-(?<operator>${UUID}))$`,
);

export type ParsedChannel =
  | { kind: "visitorChat" | "department" | "operator"; id: string }
  | { kind: "chat"; id: string; epoch: number };

/** Reads a channel name as our clients form it; null for every other name. */
export function parseChannelName(name: string): ParsedChannel | null {
  const groups = PATTERN.exec(name)?.groups;
  if (!groups) return null;
  if (groups.chat) return { kind: "chat", id: groups.chat, epoch: Number(groups.epoch) };
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
