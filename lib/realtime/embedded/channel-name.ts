/**
 * What the name of a channel says about it. Source: Pusher Channels, "Channels" (naming conventions) and the checks of
 * its server libraries: at most 200 characters out of letters, digits and `_ - = @ , . ;`.
 */

const NAME = /^[A-Za-z0-9_\-=@,.;]{1,200}$/;
const USER_CHANNEL_PREFIX = "#server-to-user-";
const USER_ID_MAX = 200;
/** Longest name of an event, the limit of Pusher's libraries. */
export const EVENT_NAME_MAX = 200;

/** A name that clients may subscribe to; the channel of a signed-in user is another matter, see `userOfChannel`. */
export function isChannelName(name: unknown): name is string {
  return typeof name === "string" && NAME.test(name);
}

/** A name that can be published to: a channel or one user. */
export function isPublishTarget(name: unknown): name is string {
  return isChannelName(name) || (typeof name === "string" && userOfChannel(name) !== undefined);
}

export function isPresenceChannel(name: string): boolean {
  return name.startsWith("presence-");
}

/** Private, presence and encrypted channels need a signature. */
export function needsSignature(name: string): boolean {
  return name.startsWith("private-") || isPresenceChannel(name);
}

/** Clients may talk where they are authorised, save on encrypted channels, whose content the server cannot vouch for. */
export function takesClientEvents(name: string): boolean {
  return needsSignature(name) && !name.startsWith("private-encrypted-");
}

/** Cache channels hand their last event to whoever comes later. */
export function isCacheChannel(name: string): boolean {
  return /^(private-encrypted-|private-|presence-)?cache-/.test(name);
}

/** The user whose own channel this is: `#server-to-user-<id>` is open to sockets signed in as that user. */
export function userOfChannel(name: string): string | undefined {
  if (!name.startsWith(USER_CHANNEL_PREFIX)) return undefined;
  const userId = name.slice(USER_CHANNEL_PREFIX.length);
  return userId.length > 0 && userId.length <= USER_ID_MAX ? userId : undefined;
}
