import { EVENT_NAME_MAX, isPublishTarget } from "./channel-name";
import { Channels } from "./channels";
import type { Connection } from "./connection";
import type { RealtimeApp, RealtimeLimits } from "./options";
import { CLOSE, encode } from "./protocol";
import { signChannel, signUser } from "./signature";

export type PresenceMember = { user_id: string; user_info?: object };

export type DisconnectOptions = {
  /** True lets clients come back at once, to be authorised anew; false tells their library to stay away. */
  reconnect: boolean;
};

/** Why an event cannot be published, with the HTTP status that says so. */
export type PublishProblem = { status: 400 | 413; message: string };

const CHANNELS_PER_EVENT_MAX = 100;

/** One app's sockets and channels; apps on one server do not see each other. */
export class AppSpace {
  readonly app: RealtimeApp;
  readonly connections = new Map<string, Connection>();
  readonly channels = new Channels();
  readonly #limits: RealtimeLimits;

  constructor(app: RealtimeApp, limits: RealtimeLimits) {
    this.app = app;
    this.#limits = limits;
  }

  /**
   * Sends an event to everybody on the channels, save one socket. `data` that is not text is sent as its JSON.
   * Throws a RangeError for what hosted Pusher would answer with 400 or 413: see `publishProblem`.
   */
  publish(channels: string | readonly string[], name: string, data: unknown, exceptSocketId?: string): void {
    const targets = typeof channels === "string" ? [channels] : channels;
    const text = typeof data === "string" ? data : (JSON.stringify(data) ?? "null");
    const problem = this.publishProblem(targets, name, text);
    if (problem) throw new RangeError(problem.message);
    for (const channel of targets) this.channels.publish(channel, encode(name, text, channel), exceptSocketId);
  }

  publishProblem(channels: readonly unknown[], name: unknown, data: unknown): PublishProblem | undefined {
    if (typeof name !== "string" || name === "") return { status: 400, message: "Missing required parameter: name" };
    if (name.length > EVENT_NAME_MAX) return { status: 400, message: `Event name is longer than ${EVENT_NAME_MAX}` };
    if (typeof data !== "string") return { status: 400, message: "Missing required parameter: data" };
    if (channels.length === 0) return { status: 400, message: "Missing required parameter: channels" };
    if (channels.length > CHANNELS_PER_EVENT_MAX) {
      return { status: 400, message: `Cannot publish to more than ${CHANNELS_PER_EVENT_MAX} channels` };
    }
    if (!channels.every(isPublishTarget)) return { status: 400, message: "Invalid channel name" };
    if (Buffer.byteLength(data) > this.#limits.eventBytes) {
      const allowed = `the allowed maximum (${this.#limits.eventBytes} bytes)`;
      return { status: 413, message: `The data content of this event exceeds ${allowed}` };
    }
    return undefined;
  }

  /** What a client needs to subscribe to a channel, the answer of an authorisation endpoint. */
  authorize(socketId: string, channel: string, member?: PresenceMember): { auth: string; channel_data?: string } {
    const channelData = member && JSON.stringify(member);
    const auth = signChannel(this.app, socketId, channel, channelData);
    return channelData === undefined ? { auth } : { auth, channel_data: channelData };
  }

  /** What a client needs to sign in as a user. */
  authenticate(socketId: string, user: { id: string; user_info?: object }): { auth: string; user_data: string } {
    const userData = JSON.stringify(user);
    return { auth: signUser(this.app, socketId, userData), user_data: userData };
  }

  /** Closes the sockets that are signed in as a user or are that user on a presence channel; answers how many. */
  disconnectUser(userId: string, { reconnect }: DisconnectOptions = { reconnect: false }): number {
    return this.#disconnect(reconnect, (connection) => {
      return connection.user?.id === userId || [...connection.subscriptions.values()].includes(userId);
    });
  }

  /** Closes the sockets with a subscription to a channel that the predicate names; answers how many. */
  disconnectWhere(
    isChannel: (channel: string) => boolean,
    { reconnect }: DisconnectOptions = { reconnect: true },
  ): number {
    return this.#disconnect(reconnect, (connection) => [...connection.subscriptions.keys()].some(isChannel));
  }

  #disconnect(reconnect: boolean, isMeant: (connection: Connection) => boolean): number {
    const meant = [...this.connections.values()].filter(isMeant);
    for (const connection of meant) {
      if (reconnect) connection.close(CLOSE.reconnect, "Reconnect");
      else connection.refuse(CLOSE.unauthorized, "Connection terminated");
    }
    return meant.length;
  }
}
