/**
 * Statements that move one chat `minutes` into the past, with everything that its clocks are read from: to the chat it
 * is as if the clock had been moved forward. Ended legs stay as they ended. Shared by database and browser tests.
 */
export function ageChatSql(chatId, minutes) {
  if (!/^[0-9a-f-]{36}$/.test(chatId) || !Number.isFinite(minutes)) throw new Error("no chat, or no minutes");
  const back = (columns) => columns.map((name) => `${name} = ${name} - interval '${minutes} minutes'`).join(", ");
  const chat = ["queued_since", "assigned_at", "held_at", "awaiting_since", "on_it_at", "typed_at", "overdue_since"]
    .concat(["idle_since", "idle_warned_at", "offered_at", "overflow_offered_at", "visitor_seen_at", "closed_at"])
    .concat(["last_message_at", "created_at", "snoozed_until", "marked_unread_at"]);
  return [
    `update chats set ${back(chat)} where id = '${chatId}'`,
    `update legs set ${back(["queued_at", "assigned_at", "first_reply_at"])} where chat_id = '${chatId}' and released_at is null`,
    `update timers set ${back(["due_at"])} where chat_id = '${chatId}'`,
  ];
}
