import { z } from "zod";
import { EVENTS_PAGE_MAX } from "@/lib/chats/input-schemas";
import { callJson } from "@/lib/http/client";
import type { OutboxItem } from "@/lib/inbox/outbox/outbox";
import { roomEventsDto, roomsDto, sentRoomMessageDto } from "@/lib/rooms/schemas";

export const readRooms = () => callJson("GET", "/api/rooms", { schema: roomsDto });

export const readRoomEvents = (roomId: string, after: number) =>
  callJson("GET", `/api/rooms/${roomId}/events?after=${after}&limit=${EVENTS_PAGE_MAX}`, { schema: roomEventsDto });

export const postRoomMessage = ({ chatId, clientId, body }: OutboxItem, after?: number) =>
  callJson("POST", `/api/rooms/${chatId}/messages`, { body: { clientId, body, after }, schema: sentRoomMessageDto });

export const putRoomRead = (roomId: string, seq: number) =>
  callJson("PUT", `/api/rooms/${roomId}/read`, { body: { seq }, schema: z.object({}) });

export const startDirectRoom = (operatorId: string) =>
  callJson("POST", "/api/rooms", { body: { operatorId }, schema: z.object({ roomId: z.uuid() }) });
