import { isCacheChannel, isPresenceChannel } from "./channel-name";
import type { Connection } from "./connection";
import { EventCache } from "./event-cache";
import { encode, OutgoingMessage } from "./protocol";

/** One user on a presence channel. */
export type Member = { id: string; info: unknown };

type Channel = {
  subscribers: Set<Connection>;
  /** On presence channels: each user once, however many sockets are open. */
  members: Map<string, Member & { sockets: number }>;
};

/** Who is subscribed to what within one app. A channel exists while somebody is subscribed to it. */
export class Channels {
  readonly #channels = new Map<string, Channel>();
  readonly #cache = new EventCache();

  get size(): number {
    return this.#channels.size;
  }

  names(): string[] {
    return [...this.#channels.keys()];
  }

  subscriberCount(name: string): number {
    return this.#channels.get(name)?.subscribers.size ?? 0;
  }

  /** The last event of a cache channel, whose data is kept for so many seconds more. */
  cached(name: string): { data: string; ttl: number } | undefined {
    return this.#cache.describe(name);
  }

  members(name: string): Member[] {
    return [...(this.#channels.get(name)?.members.values() ?? [])];
  }

  /** Adds a socket that may be there, tells it so and, for the first socket of a member, the others. */
  subscribe(connection: Connection, name: string, member?: Member): void {
    const channel = this.#channels.get(name) ?? { subscribers: new Set(), members: new Map() };
    this.#channels.set(name, channel);
    channel.subscribers.add(connection);
    connection.subscriptions.set(name, member?.id);
    const isNewMember = member !== undefined && addMember(channel, member);

    const state = isPresenceChannel(name) ? presenceState(channel) : {};
    connection.send(encode("pusher_internal:subscription_succeeded", state, name));
    if (isCacheChannel(name)) connection.send(this.#cache.get(name) ?? encode("pusher:cache_miss", {}, name));
    if (!isNewMember) return;
    const added = { user_id: member.id, user_info: member.info };
    this.send(name, encode("pusher_internal:member_added", added, name), connection.id);
  }

  unsubscribe(connection: Connection, name: string): void {
    const channel = this.#channels.get(name);
    if (!channel?.subscribers.delete(connection)) return;
    const memberId = connection.subscriptions.get(name);
    connection.subscriptions.delete(name);
    if (channel.subscribers.size === 0) this.#channels.delete(name);
    if (memberId === undefined || !removeMember(channel, memberId)) return;
    this.send(name, encode("pusher_internal:member_removed", { user_id: memberId }, name));
  }

  unsubscribeAll(connection: Connection): void {
    for (const name of [...connection.subscriptions.keys()]) this.unsubscribe(connection, name);
  }

  /** Sends an event that new subscribers of a cache channel shall see, too. */
  publish(name: string, message: string, exceptSocketId?: string): void {
    if (isCacheChannel(name)) this.#cache.set(name, message);
    this.send(name, message, exceptSocketId);
  }

  /** Sends one message to all subscribers; it is framed once and the same bytes go to every socket. */
  send(name: string, message: string, exceptSocketId?: string): void {
    const channel = this.#channels.get(name);
    if (!channel) return;
    const outgoing = new OutgoingMessage(message);
    for (const connection of channel.subscribers) {
      if (connection.id !== exceptSocketId) connection.write(outgoing);
    }
  }
}

/** Answers whether the user was not there yet. */
function addMember(channel: Channel, member: Member): boolean {
  const known = channel.members.get(member.id);
  if (known) known.sockets += 1;
  else channel.members.set(member.id, { ...member, sockets: 1 });
  return known === undefined;
}

/** Answers whether that was the user's last socket. */
function removeMember(channel: Channel, memberId: string): boolean {
  const member = channel.members.get(memberId);
  if (!member) return false;
  member.sockets -= 1;
  return member.sockets === 0 && channel.members.delete(memberId);
}

function presenceState(channel: Channel) {
  const members = [...channel.members.values()];
  // fromEntries defines properties, so that a user called `__proto__` is listed like any other.
  const hash = Object.fromEntries(members.map((member) => [member.id, member.info]));
  return { presence: { count: members.length, ids: members.map((member) => member.id), hash } };
}
