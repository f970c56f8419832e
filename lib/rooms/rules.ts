/** A part of what somebody wrote in a room: words, or a chat that they mention by its address. */
export type RoomPart = { text: string } | { chatId: string };

const CHAT_ADDRESS = /\/inbox\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\w/-])/gi;

/**
 * Finds addresses of chats of this installation, whole (`<origin>/inbox/<id>`) or from the slash on. One of another
 * installation is an ordinary link.
 */
export function roomParts(body: string, origin: string): RoomPart[] {
  const parts: RoomPart[] = [];
  let end = 0;
  for (const { 0: found, 1: chatId = "", index } of body.matchAll(CHAT_ADDRESS)) {
    const before = body.slice(end, index);
    const isOwn = before.endsWith(origin);
    // Inside of a longer address or word it is a part of that.
    if (!isOwn && /[^\s(]$/.test(before)) continue;
    const text = isOwn ? before.slice(0, -origin.length) : before;
    if (text !== "") parts.push({ text });
    parts.push({ chatId: chatId.toLowerCase() });
    end = index + found.length;
  }
  const rest = body.slice(end);
  return rest === "" ? parts : [...parts, { text: rest }];
}
