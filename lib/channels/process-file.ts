import { isDomainError } from "@/lib/errors";
import { inChat } from "@/lib/files/reserve-file";
import { uploadFile } from "@/lib/files/upload-file";
import { actorOf, placeToWrite, type Scene } from "./begin-chat";
import { findBytes } from "./came-along";
import { type Incoming, isChannelError } from "./channel";
import { cleanText } from "./clean-text";
import { welcomeBack } from "./contacts";
import type { ChannelDoor } from "./door";
import { noteSender, say } from "./handle-update";
import type { OpenChannel } from "./open-channel";
import { wordsOf } from "./texts";
import { doUpdate, finish, inWords, type Update, withScene } from "./update-scene";

type SentFile = Extract<Incoming["what"], { type: "file" }>;

/**
 * Takes a file that somebody has sent, in three steps, because no transaction may wait for a network: the chat that it goes
 * into, its bytes, and the message that carries it. Cut off in between, it begins anew; bytes that no message carries are
 * thrown away in time.
 * @throws ChannelError, and DomainError where the same may succeed later
 */
export async function processFile(
  door: ChannelDoor,
  channel: OpenChannel,
  update: Update,
  file: SentFile,
): Promise<void> {
  const { row, kind } = channel;
  if (file.size !== null && file.size > kind.fileMax) {
    const max = Math.floor(kind.fileMax / 1024 / 1024);
    await doUpdate(door, row, update, async ({ contact }) => ({
      reply: [{ type: "text", text: wordsOf(contact.locale)("fileTooLarge", { max }) }],
    }));
    return;
  }
  const place = await withScene(door, row, update, (scene) => findPlace(scene, update));
  if (!place) return;
  const taken = await takeBytes(door, channel, place, { file, update });
  await doUpdate(door, row, update, async (scene) => {
    const { mail } = update.incoming;
    await noteSender(scene, place.chatId, mail);
    if ("refusal" in taken && mail) {
      // Nobody is told: the operator reads what is missing, and asks for it.
      const left = wordsOf(scene.contact.locale)("mailFileLeft", { name: file.name });
      await say(scene, place.chatId, { body: left });
      return { reply: [] };
    }
    if ("refusal" in taken) {
      if (taken.refusal) throw taken.refusal;
      return { reply: [{ type: "text", text: wordsOf(scene.contact.locale)("fileFailed") }] };
    }
    await say(scene, place.chatId, { body: cleanText(file.caption) || null, fileId: taken.fileId });
    return { reply: [] };
  });
}

type FilePlace = { chatId: string; actor: ReturnType<typeof actorOf> };

/** Null: there is nowhere to put it yet, or at all, and its writer is told so. */
async function findPlace(scene: Scene, update: Update): Promise<FilePlace | null> {
  const here = { ...scene, contact: await welcomeBack(scene.out.tx, scene.contact) };
  const place = await inWords(here, () => placeToWrite(here));
  if ("chat" in place) return { chatId: place.chat.id, actor: actorOf(here) };
  await finish(here, update, place);
  return null;
}

type Taken = { fileId: string } | { refusal: Error | null };

/** A refusal that no waiting helps; null stands for one of the service's. */
async function takeBytes(
  door: ChannelDoor,
  { kind, token }: OpenChannel,
  { chatId, actor }: FilePlace,
  { file, update }: { file: SentFile; update: Update },
): Promise<Taken> {
  try {
    const bytes = await findBytes(door.db, update);
    const { size, body } = bytes
      ? { size: bytes.byteLength, body: new Blob([bytes]).stream() }
      : await kind.download(token, file.ref);
    const uploaded = await uploadFile({ ...door, actor }, door.storage, inChat(chatId), {
      name: file.name,
      size,
      body,
    });
    return { fileId: uploaded.id };
  } catch (error) {
    if (isChannelError(error) && error.kind === "refused") return { refusal: null };
    if (isDomainError(error) && isFinal(error.code, error.data)) return { refusal: error };
    throw error;
  }
}

const isFinal = (code: string, data: Record<string, unknown> | undefined) =>
  ["too_large", "invalid", "forbidden", "not_found", "identity_required"].includes(code) ||
  (code === "rate_limited" && data?.reason === "chat_quota");
