import { timingSafeEqual } from "node:crypto";
import type { InlineKeyboardMarkup } from "grammy/types";
import {
  type Action,
  type Button,
  ChannelError,
  type ChannelKind,
  isChannelError,
  type OutgoingFile,
} from "../channel";
import { askBot, type Bot, isTokenShaped, loadGrammy, type TelegramOptions } from "./api";
import { readUpdate } from "./read-update";

/** Limits of the Bot API: characters of a message and of a caption, bytes of a file that a bot can fetch. */
const TEXT_MAX = 4096;
const CAPTION_MAX = 1024;
const FILE_MAX = 20 * 1024 * 1024;
const SECRET_HEADER = "x-telegram-bot-api-secret-token";
const WANTED = ["message", "callback_query", "my_chat_member"] as const;
/** Updates in one answer. */
const POLL_MAX = 100;
const FILE_TIMEOUT_SECONDS = 90;

/** Telegram, by its Bot API. Texts go without a parse mode, so whatever people write is what people read. */
export function telegramKind(options: TelegramOptions): ChannelKind {
  const ask = <T>(token: string, work: (bot: Bot) => Promise<T>, more: Partial<TelegramOptions> = {}) =>
    askBot(token, { ...options, ...more }, work);
  return {
    type: "telegram",
    textMax: TEXT_MAX,
    captionMax: CAPTION_MAX,
    fileMax: FILE_MAX,

    async identify(token) {
      if (!isTokenShaped(token)) throw new ChannelError("token", "This is no token of a bot");
      const me = await ask(token, (bot) => bot.getMe());
      return { accountId: String(me.id), link: `https://t.me/${me.username}` };
    },

    async listen(token, to) {
      if (to === null) {
        await ask(token, (bot) => bot.deleteWebhook({ drop_pending_updates: false }));
        return;
      }
      await ask(token, (bot) =>
        bot.setWebhook({
          url: to.url,
          secret_token: to.secret,
          allowed_updates: WANTED,
          // One after the other, so that they are stored in the order in which they were written.
          max_connections: 1,
          drop_pending_updates: false,
        }),
      );
    },

    isFromService(headers, secret) {
      const [given, wanted] = [Buffer.from(headers.get(SECRET_HEADER) ?? ""), Buffer.from(secret)];
      return given.byteLength === wanted.byteLength && timingSafeEqual(given, wanted);
    },

    readUpdate,

    async poll(token, { after, waitSeconds }) {
      const offset = after === null ? {} : { offset: Number(after) };
      const updates = await ask(
        token,
        (bot) => bot.getUpdates({ ...offset, limit: POLL_MAX, timeout: waitSeconds, allowed_updates: WANTED }),
        { timeoutSeconds: waitSeconds + 15 },
      );
      const last = updates.at(-1)?.update_id;
      return { updates, after: last === undefined ? after : String(last + 1) };
    },

    perform: (token, externalId, action) => ask(token, (bot) => perform(bot, Number(externalId), action)),

    sendFile: (token, externalId, file) =>
      sendFile((work) => ask(token, work, { timeoutSeconds: FILE_TIMEOUT_SECONDS }), Number(externalId), file),

    download: (token, ref) => download(options, token, ref),
  };
}

async function perform(bot: Bot, chat_id: number, action: Action): Promise<{ messageRef: string | null }> {
  switch (action.type) {
    case "text": {
      const { buttons, text } = action;
      const sent = await bot.sendMessage({ chat_id, text, ...(buttons && { reply_markup: keyboardOf(buttons) }) });
      return { messageRef: String(sent.message_id) };
    }
    case "edit":
      await bot
        .editMessageText({ chat_id, message_id: Number(action.messageRef), text: action.text })
        .catch(assertUnchanged);
      return { messageRef: action.messageRef };
    case "remove":
      await bot.deleteMessage({ chat_id, message_id: Number(action.messageRef) });
      return { messageRef: null };
    case "dropButtons":
      await bot.editMessageReplyMarkup({ chat_id, message_id: Number(action.messageRef) });
      return { messageRef: action.messageRef };
    case "answerPress":
      // At most 200 characters are shown.
      await bot.answerCallbackQuery({
        callback_query_id: action.pressRef,
        ...(action.text && { text: action.text.slice(0, 200) }),
      });
      return { messageRef: null };
  }
}

/** It reads so already: whoever changed it died before noting so. Telegram has no code of its own for that. */
async function assertUnchanged(error: unknown): Promise<void> {
  const { GrammyError } = await loadGrammy();
  if (error instanceof GrammyError && /message is not modified/i.test(error.description)) return;
  throw error;
}

const keyboardOf = (buttons: Button[][]): InlineKeyboardMarkup => ({
  inline_keyboard: buttons.map((row) => row.map(({ text, press }) => ({ text, callback_data: press }))),
});

type Ask = <T>(work: (bot: Bot) => Promise<T>) => Promise<T>;

async function sendFile(ask: Ask, chat_id: number, { name, isPicture, caption, bytes }: OutgoingFile) {
  const { InputFile } = await loadGrammy();
  const more = { chat_id, ...(caption && { caption }) };
  if (isPicture && !/\.gif$/i.test(name)) {
    try {
      const sent = await ask((bot) => bot.sendPhoto({ ...more, photo: new InputFile(bytes, name) }));
      return { messageRef: String(sent.message_id) };
    } catch (error) {
      // Too long and thin for a photo, such as a picture of a whole page.
      if (!isChannelError(error) || error.kind !== "refused") throw error;
    }
  }
  const sent = await ask((bot) => bot.sendDocument({ ...more, document: new InputFile(bytes, name) }));
  return { messageRef: String(sent.message_id) };
}

/** The file's address has the token in it, so what the network says of it is not repeated. */
async function download({ apiRoot }: TelegramOptions, token: string, ref: string) {
  const { file_path } = await askBot(token, { apiRoot }, (bot) => bot.getFile({ file_id: ref }));
  if (!file_path) throw new ChannelError("refused", "getFile: no path");
  const response = await fetch(`${apiRoot}/file/bot${token}/${file_path}`, { redirect: "error" }).catch(() => {
    throw new ChannelError("unreachable", "The file could not be fetched");
  });
  const size = Number(response.headers.get("content-length") ?? Number.NaN);
  if (!response.ok || !Number.isSafeInteger(size)) {
    await response.body?.cancel();
    throw new ChannelError(
      response.status < 500 ? "refused" : "unreachable",
      `A file was answered with ${response.status}`,
    );
  }
  // Whole, at most 20 MB: the runtime cuts off a body whose response nobody holds any more.
  const bytes = await response.arrayBuffer().catch(() => {
    throw new ChannelError("unreachable", "The file was cut off");
  });
  return { size: bytes.byteLength, body: new Blob([bytes]).stream() };
}
