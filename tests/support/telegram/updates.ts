let lastUpdate = Math.floor(Date.now() / 1000) % 1_000_000;
let lastPerson = lastUpdate * 100;
let lastPress = 0;

export const newPerson = (more: { first_name?: string; language_code?: string } = {}) => {
  lastPerson += 1;
  return { id: lastPerson, is_bot: false, first_name: "Vera", language_code: "en", ...more };
};
export type Person = ReturnType<typeof newPerson>;

const now = () => Math.floor(Date.now() / 1000);
const next = () => {
  lastUpdate += 1;
  return lastUpdate;
};
const privateChat = (person: Person) => ({ id: person.id, type: "private" });

/** A message in a private chat, as the Bot API tells it. */
export const messageUpdate = (person: Person, content: object, { date = now(), chat = privateChat(person) } = {}) => ({
  update_id: next(),
  message: { message_id: next(), date, chat, from: person, ...content },
});

export const textUpdate = (person: Person, text: string, more: { date?: number } = {}) =>
  messageUpdate(person, { text }, more);

/** Somebody presses a button under a message of a chat, which may be somebody else's. */
export function pressUpdate(person: Person, data: string, { messageId = 1, chatId = person.id } = {}) {
  lastPress += 1;
  const message = { message_id: messageId, date: now(), chat: { id: chatId, type: "private" } };
  return { update_id: next(), callback_query: { id: `press-${lastPress}`, from: person, data, message } };
}

export const memberUpdate = (person: Person, status: "kicked" | "member") => ({
  update_id: next(),
  my_chat_member: { chat: privateChat(person), from: person, date: now(), new_chat_member: { status } },
});

/** A file that the service keeps; it is fetched by its id. */
export const documentUpdate = (person: Person, size: number) =>
  messageUpdate(person, { document: { file_id: `file-${next()}`, file_size: size, file_name: "file.txt" } });
