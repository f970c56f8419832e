import type { Watch } from "../channel";
import { createClient, inWords } from "./imap";
import type { MailServer } from "./log-in";

/** Servers end a session that is silent for half an hour (RFC 2177), and what is in between often much earlier. */
const IDLE_MS = 4 * 60_000;
const SILENCE_MS = 5 * 60_000;

/**
 * Says when something comes into a mailbox, by IDLE (RFC 2177), until the connection ends. Nothing is fetched by it. Null: the
 * server has no such command. @throws ChannelError
 */
export async function watchMailbox(server: MailServer, onNews: () => void): Promise<Watch | null> {
  const client = await createClient(server, { socketTimeout: SILENCE_MS, maxIdleTime: IDLE_MS });
  const closed = new Promise<void>((resolve) => client.on("close", () => resolve()));
  try {
    await client.connect();
    if (!client.capabilities.has("IDLE")) {
      client.close();
      return null;
    }
    await client.mailboxOpen("INBOX", { readOnly: true });
  } catch (error) {
    client.close();
    throw inWords(error);
  }
  client.on("exists", onNews);
  // Ends with the connection, and the connection with it.
  void client.idle().then(
    () => client.close(),
    () => client.close(),
  );
  return { closed, close: () => client.close() };
}
