import { explainFailure } from "@/lib/mail/failure";
import { cleanHeader } from "@/lib/mail/message";
import type { MailSettings } from "@/lib/mail/settings";
import { connectTo, withTimeout } from "@/lib/mail/transport";
import { ChannelError, type Letter } from "../channel";
import { OUR_HEADER } from "./judge-mail";
import type { MailServer } from "./log-in";
import { loopMark, messageIdOf, replyAddress, type Signer, signThread } from "./reply-token";
import type { MailAccount } from "./settings";

export type Server = Omit<MailSettings, "from">;

export const toServer = ({ host, port, security, user, password, accessToken }: MailServer): Server => ({
  host,
  port,
  isTls: security === "tls",
  credentials: user === "" ? null : accessToken === undefined ? { user, password } : { user, accessToken },
});

/** Whether the server is there and takes the account. @throws ChannelError */
export async function checkServer(server: Server): Promise<void> {
  const transport = await connectTo(server);
  try {
    await withTimeout(transport.verify());
  } catch (error) {
    throw inWords(error);
  } finally {
    transport.close();
  }
}

/**
 * Sends a letter. Answers come to an address with the signature of its thread, and name its number, which has it as well; a
 * letter that is sent again has the same number. What a server says later of it comes to the channel's own address.
 * @throws ChannelError
 */
export async function sendLetter(
  server: Server,
  { address, senderName }: Pick<MailAccount, "address" | "senderName">,
  letter: Letter,
  secret: string,
): Promise<{ messageId: string }> {
  const signer: Signer = { address, secret };
  const token = signThread(letter.threadId, signer);
  const messageId = messageIdOf(token, letter.part, address);
  const transport = await connectTo(server);
  try {
    await withTimeout(transport.sendMail(toMail(letter, { address, senderName, signer, token, messageId })));
  } catch (error) {
    throw inWords(error);
  } finally {
    transport.close();
  }
  return { messageId };
}

type Ours = { address: string; senderName: string; signer: Signer; token: string; messageId: string };

function toMail(letter: Letter, { address, senderName, signer, token, messageId }: Ours) {
  const name = cleanHeader(senderName);
  return {
    from: { name, address },
    // As objects: in a text, a comma or a line break would be read as more than one address.
    to: { name: cleanHeader(letter.to.name), address: cleanHeader(letter.to.address) },
    replyTo: { name, address: replyAddress(token, address) },
    envelope: { from: address, to: [cleanHeader(letter.to.address)] },
    subject: cleanHeader(letter.subject),
    text: letter.text,
    messageId: `<${messageId}>`,
    ...(letter.references.length > 0 && {
      inReplyTo: `<${letter.references.at(-1)}>`,
      references: letter.references.map((number) => `<${number}>`),
    }),
    attachments: letter.files.map(({ name: filename, type, bytes }) => ({
      filename: cleanHeader(filename),
      contentType: type,
      content: Buffer.from(bytes),
      contentDisposition: "attachment" as const,
    })),
    headers: {
      [OUR_HEADER]: loopMark(signer),
      // A person has written it, but nobody is here to read that somebody is on holiday.
      "X-Auto-Response-Suppress": "OOF, AutoReply",
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Of what will change (4yz, a greylist), only this letter waits. */
const BUSY_SECONDS = 60;

function inWords(error: unknown): ChannelError {
  const { isOutage, isPermanent } = explainFailure(error);
  const code = typeof error === "object" && error !== null ? Reflect.get(error, "code") : null;
  // The server's own words may name accounts and addresses of people.
  const told = `SMTP: ${typeof code === "string" ? code : "failed"}`;
  if (code === "EAUTH" || code === "ENOAUTH") return new ChannelError("token", told);
  if (isOutage) return new ChannelError("unreachable", told);
  return isPermanent ? new ChannelError("refused", told) : new ChannelError("busy", told, BUSY_SECONDS);
}
