import { z } from "zod";
import { clientId, messageBody } from "@/lib/chats/input-schemas";
import { chatEventDto, departmentBadgeDto, eventsPageDto } from "@/lib/chats/schemas";

/** Unread messages are counted up to here: beyond, it is "many". */
export const UNREAD_MAX = 100;

export const sendRoomMessageInput = z.object({
  clientId,
  body: messageBody,
  after: z.int().min(0).optional(),
});
export type SendRoomMessageInput = z.infer<typeof sendRoomMessageInput>;

export const startDirectRoomInput = z.object({ operatorId: z.uuid() });
export const markRoomReadInput = z.object({ seq: z.int().min(0) });

/** A room as its list shows it; `department` for a department's, `colleague` for one of two. */
export const roomDto = z.object({
  id: z.uuid(),
  department: departmentBadgeDto.nullable(),
  colleague: z.object({ id: z.uuid(), name: z.string(), isActive: z.boolean() }).nullable(),
  lastSeq: z.int(),
  readSeq: z.int(),
  /** Messages of others above `readSeq`, at most UNREAD_MAX. */
  unread: z.int(),
  lastMessage: z
    .object({ preview: z.string(), by: z.object({ id: z.uuid(), name: z.string() }), at: z.string() })
    .nullable(),
});
export type RoomDto = z.infer<typeof roomDto>;

export const roomsDto = z.object({
  operator: z.object({ id: z.uuid(), name: z.string() }),
  rooms: z.array(roomDto),
  /** Everybody with whom a direct room can be begun. */
  colleagues: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type RoomsDto = z.infer<typeof roomsDto>;

export const roomEventsDto = eventsPageDto;
export const sentRoomMessageDto = z.object({ event: chatEventDto, missed: z.array(chatEventDto) });
