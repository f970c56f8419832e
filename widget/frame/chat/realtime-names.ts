// The catalogue in lib/realtime/events.ts carries zod, which the widget cannot afford; a test compares the two.
export type { RealtimeClientConfig } from "@/lib/realtime/events";

/** Channel on which a visitor follows a chat. */
export const channelName = (chatId: string) => `private-visitor-chat-${chatId}`;
