import type { ChatEventDto, MarksDto, QueueDto } from "@/lib/chats/schemas";

// What travels by realtime is checked before it counts; the widget cannot afford zod.

export function isEvent(data: unknown): data is ChatEventDto {
  const event = data as Partial<ChatEventDto> | null;
  return (
    typeof event === "object" &&
    event !== null &&
    typeof event.chatId === "string" &&
    Number.isInteger(event.seq) &&
    Number.isInteger(event.prev) &&
    typeof event.kind === "string" &&
    typeof event.sender?.type === "string" &&
    typeof event.createdAt === "string" &&
    typeof event.data === "object"
  );
}

export const isMarks = (data: unknown): data is MarksDto =>
  typeof data === "object" && data !== null && Number.isInteger((data as Partial<MarksDto>).delivered);

export const isQueue = (data: unknown): data is QueueDto =>
  typeof data === "object" && data !== null && Number.isInteger((data as Partial<QueueDto>).place);
