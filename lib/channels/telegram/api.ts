import type * as Grammy from "grammy";
import { ChannelError } from "../channel";

export type TelegramOptions = {
  /** Where the Bot API is; a Bot API server of one's own has another address than Telegram's. */
  apiRoot: string;
  timeoutSeconds?: number;
};

const TIMEOUT_SECONDS = 20;

/** Loaded when a bot is first spoken to: most installations have none, and it takes 5 MB. */
export const loadGrammy = (): Promise<typeof Grammy> => import("grammy");

/** The methods of the Bot API, as its documentation names them. It has one of every name, `then` too: never await it. */
export type Bot = Grammy.Api["raw"];

/** Calls the Bot API, and gives what goes wrong in our words. @throws ChannelError */
export async function askBot<T>(
  token: string,
  { apiRoot, timeoutSeconds = TIMEOUT_SECONDS }: TelegramOptions,
  work: (bot: Bot) => Promise<T>,
): Promise<T> {
  const grammy = await loadGrammy();
  try {
    return await work(new grammy.Api(token, { apiRoot, timeoutSeconds }).raw);
  } catch (error) {
    throw toChannelError(error, grammy);
  }
}

/** A bot's token is of this form; anything else is not even sent anywhere. */
export const isTokenShaped = (token: string) => /^\d{3,20}:[A-Za-z0-9_-]{10,100}$/.test(token);

/** Telegram says how long to wait where it is asked too often; this is for the case that it does not. */
const BUSY_SECONDS = 5;

/**
 * By the code of the answer, and by its words only where one code means several things (the codes are in the
 * documentation of the Bot API, the words are what its server says). The address of a call has the token in it, so nothing of
 * what the network says is repeated.
 */
function toChannelError(error: unknown, { GrammyError, HttpError }: typeof Grammy): unknown {
  if (error instanceof GrammyError) {
    const { error_code: code, description, parameters, method } = error;
    const told = `${method}: ${code} ${description}`;
    if (code === 429) return new ChannelError("busy", told, parameters.retry_after ?? BUSY_SECONDS);
    if (code === 401 || code === 404) return new ChannelError("token", told);
    if (code === 403 || /chat not found|user is deactivated|PEER_ID_INVALID/i.test(description)) {
      return new ChannelError("blocked", told);
    }
    return new ChannelError(code >= 500 || code === 409 ? "unreachable" : "refused", told);
  }
  if (error instanceof HttpError) return new ChannelError("unreachable", error.message);
  return error;
}
