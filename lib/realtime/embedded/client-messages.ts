import type { AppSpace } from "./app-space";
import {
  EVENT_NAME_MAX,
  isChannelName,
  isPresenceChannel,
  needsSignature,
  takesClientEvents,
  userOfChannel,
} from "./channel-name";
import type { Member } from "./channels";
import type { Connection } from "./connection";
import type { EmbeddedRealtimeOptions, RealtimeLimits } from "./options";
import {
  CLIENT_EVENT_RATE_ERROR,
  CLOSE,
  type ClientMessage,
  dataFields,
  encode,
  encodeClientEvent,
  encodeError,
  encodeRefusal,
  isRecord,
  PONG,
  parseClientMessage,
  parseJson,
  type SubscriptionRefusal,
} from "./protocol";
import { channelText, isChannelSignature, isUserSignature } from "./signature";

/** What the answers to a client's messages depend on, besides its socket. */
export type Dialogue = Pick<EmbeddedRealtimeOptions, "isClientEventAllowed"> & {
  space: AppSpace;
  limits: RealtimeLimits;
};

const USER_ID_MAX = 200;

/**
 * Does what one message of a client asks for and returns what is to be answered, if anything.
 * Source: Pusher Channels "WebSocket protocol", events from client to server.
 */
export function answerClientMessage(dialogue: Dialogue, connection: Connection, text: string): string | undefined {
  const message = parseClientMessage(text);
  if (!message) return encodeError(null, "Invalid message: expected a JSON object with an event name");
  switch (message.event) {
    case "pusher:ping":
      return PONG;
    case "pusher:subscribe":
      return subscribe(dialogue, connection, dataFields(message.data));
    case "pusher:unsubscribe":
      return unsubscribe(dialogue, connection, dataFields(message.data));
    case "pusher:signin":
      return signIn(dialogue, connection, dataFields(message.data));
    default:
      return message.event.startsWith("client-") ? relayClientEvent(dialogue, connection, message) : undefined;
  }
}

type Fields = Record<string, unknown>;

function subscribe({ space, limits }: Dialogue, connection: Connection, data: Fields): string | undefined {
  const { channel } = data;
  const refuse = (refusal: SubscriptionRefusal) => encodeRefusal(channel, refusal);
  if (typeof channel !== "string" || !(isChannelName(channel) || userOfChannel(channel) !== undefined)) {
    return refuse({ type: "InvalidChannel", error: "Invalid channel name", status: 400 });
  }
  if (connection.subscriptions.has(channel)) {
    return encodeError(null, `Existing subscription to channel ${channel}`);
  }
  if (connection.subscriptions.size >= limits.channelsPerSocket) {
    const error = `A connection can subscribe to at most ${limits.channelsPerSocket} channels`;
    return refuse({ type: "LimitReached", error, status: 429 });
  }
  const problem = authorizationProblem(space, connection, channel, data);
  if (problem) return refuse({ type: "AuthError", error: problem, status: 401 });
  const member = isPresenceChannel(channel) ? memberOf(connection, data.channel_data) : undefined;
  if (isPresenceChannel(channel) && !member) {
    return refuse({ type: "AuthError", error: "Invalid channel_data: a user_id is required", status: 401 });
  }
  space.channels.subscribe(connection, channel, member);
  return undefined;
}

function authorizationProblem(
  space: AppSpace,
  connection: Connection,
  channel: string,
  data: Fields,
): string | undefined {
  const userId = userOfChannel(channel);
  if (userId !== undefined) return connection.user?.id === userId ? undefined : "Not signed in as this user";
  if (!needsSignature(channel)) return undefined;
  // pusher-js leaves the key out where there is no channel data; other libraries send null.
  const channelData = data.channel_data ?? undefined;
  if (channelData !== undefined && typeof channelData !== "string") return "Invalid channel_data: expected a string";
  if (isChannelSignature(space.app, data.auth, connection.id, channel, channelData)) return undefined;
  return `Invalid signature: Expected HMAC SHA256 hex digest of ${channelText(connection.id, channel, channelData)}`;
}

/** The member that the signed channel data names, or else the signed-in user. */
function memberOf(connection: Connection, channelData: unknown): Member | undefined {
  if (typeof channelData !== "string") return connection.user;
  const value = parseJson(channelData);
  if (!isRecord(value)) return undefined;
  const id = typeof value.user_id === "number" ? String(value.user_id) : value.user_id;
  return isUserId(id) ? { id, info: value.user_info ?? {} } : undefined;
}

function unsubscribe({ space }: Dialogue, connection: Connection, { channel }: Fields): undefined {
  if (typeof channel === "string") space.channels.unsubscribe(connection, channel);
}

/** Source: Pusher Channels, "User authentication". A socket is one user for its whole life. */
function signIn({ space }: Dialogue, connection: Connection, data: Fields): string | undefined {
  const { auth, user_data: userData } = data;
  const user = typeof userData === "string" ? parseJson(userData) : undefined;
  const isGenuine = typeof userData === "string" && isUserSignature(space.app, auth, connection.id, userData);
  const isOther = isRecord(user) && connection.user !== undefined && connection.user.id !== user.id;
  if (!isGenuine || !isRecord(user) || !isUserId(user.id) || isOther) {
    connection.refuse(CLOSE.unauthorized, "Connection not authorized.");
    return undefined;
  }
  connection.user = { id: user.id, info: user.user_info ?? {} };
  return encode("pusher:signin_success", { user_data: userData });
}

function relayClientEvent(dialogue: Dialogue, connection: Connection, message: ClientMessage): string | undefined {
  const { event, data } = message;
  const channel = typeof message.channel === "string" ? message.channel : "";
  const reject = (code: number | null, reason: string) => {
    return encodeError(code, `Client event rejected - ${reason}`, channel || undefined);
  };
  if (!connection.clientEvents.take()) return reject(CLIENT_EVENT_RATE_ERROR, "rate limit exceeded");
  const problem = clientEventProblem(dialogue, connection, event, channel, data);
  if (problem) return reject(null, problem);
  const userId = connection.subscriptions.get(channel);
  dialogue.space.channels.send(channel, encodeClientEvent(event, channel, data, userId), connection.id);
  return undefined;
}

function clientEventProblem(
  { isClientEventAllowed, limits }: Dialogue,
  connection: Connection,
  event: string,
  channel: string,
  data: unknown,
): string | undefined {
  if (!takesClientEvents(channel)) return "only supported on private and presence channels";
  if (!connection.subscriptions.has(channel)) return "you are not subscribed to this channel";
  if (event.length > EVENT_NAME_MAX) return `event name is longer than ${EVENT_NAME_MAX}`;
  if (isClientEventAllowed && !isClientEventAllowed(event, channel)) return "this event is not allowed";
  if (Buffer.byteLength(JSON.stringify(data) ?? "") > limits.eventBytes)
    return `data exceeds ${limits.eventBytes} bytes`;
  return undefined;
}

function isUserId(id: unknown): id is string {
  return typeof id === "string" && id.length > 0 && id.length <= USER_ID_MAX;
}
