import type { HttpRequest } from "@/lib/http/request";
import type { MailCheck } from "./email/authentication";
import type { AddableType } from "./rules";

/** What somebody in another service does, in our words. */
export type Incoming = {
  /** The service's own number for it, the same however often it sends it. */
  updateId: string;
  /** Who it is from, as the service knows them; answers go there. */
  from: { externalId: string; name: string; locale: string };
  /** ISO 8601; null where the service does not say. */
  sentAt: string | null;
  what:
    | { type: "text"; text: string }
    | { type: "file"; ref: string; name: string; size: number | null; caption: string }
    /** They open the conversation anew, by a link with the key of a department or without one. */
    | { type: "start"; key: string }
    /** They press a button. `isForeign`: it is under a message that was not for them. */
    | { type: "press"; press: string; pressRef: string; messageRef: string | null; isForeign: boolean }
    /** What we sent did not reach them, as a server on the way says. */
    | { type: "bounced" }
    /** Something that a chat cannot hold, such as a sticker. */
    | { type: "unsupported" }
    /** They do not want to hear of us, or want to again. */
    | { type: "left" }
    | { type: "returned" };
  /** Of a mail: its writer is whoever knows the thread, so `from.externalId` is one thread and not one person. */
  mail?: IncomingMail;
};

/** What a mail says of itself. Nothing of it proves who has written it. */
export type IncomingMail = {
  /** Where it says that it is from, and where answers to a new thread go: lower case. */
  sender: string;
  address: string;
  subject: string;
  /** Its number, without angle brackets. */
  messageId: string | null;
  /** What of its sender the receiving server could not confirm; absent in what was stored before it was looked at. */
  failed?: MailCheck | null;
  /** The registered domain of its sender, where the receiving server has confirmed it: only ever counted by. */
  confirmed?: string | null;
  /** Of a mail with a text and files, the part that comes first. */
  isFirst: boolean;
};

/** Something that has come, with the bytes of its file where the service does not keep them for us. */
export type Arrived = Incoming & { bytes?: Uint8Array };

export type Button = { text: string; press: string };

/** What we do in a conversation. A `messageRef` is the service's own name for one of our messages. */
export type Action =
  | { type: "text"; text: string; buttons?: Button[][] }
  | { type: "edit"; messageRef: string; text: string }
  | { type: "remove"; messageRef: string }
  | { type: "dropButtons"; messageRef: string }
  /** Says to the service, and to who pressed, that a button has done its work. */
  | { type: "answerPress"; pressRef: string; text: string };

export type OutgoingFile = { name: string; type: string; isPicture: boolean; caption: string; bytes: Uint8Array };

/**
 * Why a service did not do what it was asked to: it does not know the token; the person has shut us out; we ask too often;
 * it refuses just this; it does not answer, or not in its own protocol.
 */
export type ChannelErrorKind = "token" | "blocked" | "busy" | "refused" | "unreachable";

/** `message` is for logs: it must not hold a token, an address with one in it, or a text of people. */
export class ChannelError extends Error {
  override readonly name = "ChannelError";
  readonly kind: ChannelErrorKind;
  readonly retryAfterSeconds: number | undefined;
  constructor(kind: ChannelErrorKind, message: string, retryAfterSeconds?: number) {
    super(message);
    this.kind = kind;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Two bundles each hold a copy of the class, so the name decides. */
export const isChannelError = (error: unknown): error is ChannelError =>
  error instanceof Error && error.name === "ChannelError" && "kind" in error;

export type Watch = { closed: Promise<void>; close: () => void };

type Sent = { messageRef: string | null };

/**
 * A service that people write from. All that throws does so with a ChannelError; nothing here knows of chats, and nothing
 * outside of its folder knows of the service.
 */
export type ChannelKind = {
  type: AddableType;
  /** UTF-16 units of one text. */
  textMax: number;
  captionMax: number;
  /** Bytes of a file that the service hands over. */
  fileMax: number;
  /** Whose token it is, and where people find them; `pollAfter`: from where on to ask, where nothing before is wanted. */
  identify: (token: string) => Promise<{ accountId: string; link: string; pollAfter?: string }>;
  /** How it hears of what happens, where that is said by its token and not by whether the service can reach us. */
  receives?: (token: string) => "poll" | "told";
  /** Asked again after so long; without it all the time. */
  pollEverySeconds?: number;
  /** Where the service sends what happens; null: it keeps it until it is asked. */
  listen: (token: string, to: { url: string; secret: string } | null) => Promise<void>;
  /** Whether a request to that address carries the secret, ours or the token's. Compared in constant time. */
  isFromService: (headers: Headers, secret: string, token: string) => boolean;
  /** The updates in a request of a service that sends no JSON, or more than 64 KB. @throws DomainError */
  readRequest?: (token: string, request: HttpRequest) => Promise<unknown[]>;
  /** Null for what is none of a chat's business. Throws nothing, whatever it is given. */
  readUpdate: (update: unknown) => Arrived | readonly Arrived[] | null;
  /** What has happened since `after`, for at most `waitSeconds`; `after` is where to go on. */
  poll: (
    token: string,
    from: { after: string | null; waitSeconds: number },
  ) => Promise<{ updates: unknown[]; after: string | null; isMore?: boolean }>;
  /**
   * Where it can say at once that something has come: calls `onNews` until the connection ends, by itself or by `close`. Null:
   * the account has no such way. Only ever a hint: it is asked all the same.
   */
  watch?: (token: string, onNews: () => void) => Promise<Watch | null>;
  perform: (token: string, externalId: string, action: Action) => Promise<Sent>;
  sendFile: (token: string, externalId: string, file: OutgoingFile) => Promise<Sent>;
  /** Where what is said goes as letters, several things in one, instead of piece by piece. */
  letters?: Letters;
  /** The bytes of a file that somebody sent, where they did not come along. */
  download: (token: string, ref: string) => Promise<{ size: number; body: ReadableStream<Uint8Array> | null }>;
};

/** What is said in a thread within a short time, as one letter. */
export type Letter = {
  threadId: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  files: OutgoingFile[];
  /** Numbers of the mails before it, the oldest first. */
  references: readonly string[];
  /** Tells it from the other letters of its thread; the same when it is sent again. */
  part: string;
};

export type Letters = {
  /** Somebody who goes on writing within this time writes one letter, but nobody waits longer than the second. */
  joinSeconds: number;
  joinSecondsMax: number;
  /** Bytes of all files of one letter. */
  filesMax: number;
  /** Answers the number of the letter. @throws ChannelError */
  send: (token: string, letter: Letter) => Promise<{ messageId: string }>;
};

export type ChannelKinds = { readonly [T in AddableType]: ChannelKind };
