import { z } from "zod";
import { clippedLine } from "@/lib/text";
import type { Incoming } from "../channel";
import { languageOf } from "../texts";

/** Of Telegram's update what a chat is made of; everything else is not even looked at. */
const user = z.object({
  id: z.int(),
  is_bot: z.boolean().optional(),
  first_name: z.string().catch(""),
  last_name: z.string().optional().catch(undefined),
  language_code: z.string().optional().catch(undefined),
});
const chat = z.object({ id: z.int(), type: z.string() });
const media = z.object({
  file_id: z.string(),
  file_size: z.int().optional().catch(undefined),
  file_name: z.string().optional().catch(undefined),
});
const message = z.object({
  message_id: z.int(),
  date: z.int(),
  chat,
  from: user.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(media.extend({ width: z.int(), height: z.int() })).optional(),
  document: media.optional(),
  video: media.optional(),
  audio: media.optional(),
  voice: media.optional(),
  video_note: media.optional(),
});
const press = z.object({
  id: z.string(),
  from: user,
  data: z.string().optional(),
  message: z.object({ message_id: z.int(), chat }).optional(),
});
const update = z.object({
  update_id: z.int(),
  message: message.optional(),
  callback_query: press.optional(),
  my_chat_member: z
    .object({ chat, from: user, date: z.int(), new_chat_member: z.object({ status: z.string() }) })
    .optional(),
});

type User = z.infer<typeof user>;
type Message = z.infer<typeof message>;

const NAME_MAX = 120;
const name = clippedLine(NAME_MAX);

/**
 * An update in our words. Null for what is none of a chat's business: what happens in groups, what bots say, what was
 * edited afterwards, and whatever does not look like an update at all.
 */
export function readUpdate(value: unknown): Incoming | null {
  const parsed = update.safeParse(value);
  if (!parsed.success) return null;
  const { update_id, message: said, callback_query: pressed, my_chat_member: member } = parsed.data;
  const updateId = String(update_id);
  if (said) {
    if (!said.from || said.from.is_bot || said.chat.type !== "private") return null;
    return { updateId, from: fromOf(said.from), sentAt: isoOf(said.date), what: whatOf(said) };
  }
  if (pressed) {
    const messageRef = pressed.message ? String(pressed.message.message_id) : null;
    // In a private chat the chat is the person: anybody else presses what was not for them.
    const isForeign = pressed.message !== undefined && pressed.message.chat.id !== pressed.from.id;
    const what = { press: pressed.data ?? "", pressRef: pressed.id, messageRef, isForeign };
    return { updateId, from: fromOf(pressed.from), sentAt: null, what: { type: "press", ...what } };
  }
  if (member?.chat.type !== "private") return null;
  const hasLeft = member.new_chat_member.status === "kicked";
  return {
    updateId,
    from: fromOf(member.from),
    sentAt: isoOf(member.date),
    what: { type: hasLeft ? "left" : "returned" },
  };
}

const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString();

const fromOf = ({ id, first_name, last_name = "", language_code = "" }: User): Incoming["from"] => ({
  externalId: String(id),
  name: name.parse(`${first_name} ${last_name}`.trim()),
  locale: languageOf(language_code),
});

function whatOf(said: Message): Incoming["what"] {
  const { text, caption = "" } = said;
  if (text !== undefined) {
    // A deep link arrives as the command with its parameter; letters, digits, `-` and `_`, at most 64.
    const start = /^\/start(?:@\w+)?(?:\s+(\S*))?\s*$/.exec(text);
    return start ? { type: "start", key: start[1] ?? "" } : { type: "text", text };
  }
  const file = fileOf(said);
  if (!file) return { type: "unsupported" };
  const { file_id: ref, file_size: size = null, file_name: fileName = file.fallback } = file;
  return { type: "file", ref, name: fileName, size, caption };
}

/** Names of what has none of its own, with the ending that Telegram's own formats have. */
function fileOf({ photo, document, video, audio, voice, video_note }: Message) {
  // Sizes of one picture, the largest last.
  const picture = photo?.toSorted((a, b) => a.width * a.height - b.width * b.height).at(-1);
  if (picture) return { ...picture, file_name: undefined, fallback: "photo.jpg" };
  if (document) return { ...document, fallback: "file" };
  if (video) return { ...video, fallback: "video.mp4" };
  if (audio) return { ...audio, fallback: "audio.mp3" };
  if (voice) return { ...voice, fallback: "voice.ogg" };
  return video_note ? { ...video_note, fallback: "video.mp4" } : null;
}
