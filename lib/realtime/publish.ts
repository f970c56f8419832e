import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import Pusher from "pusher";
import { channelName, type RealtimeEvent } from "@/lib/realtime/events";
import { embeddedRealtime } from "@/lib/realtime/server";
import { type RealtimeSettings, realtimeSettings } from "@/lib/realtime/settings";

/** Bytes of JSON that travel inside an event; Pusher refuses data above 10 kB, and subscribers pay for every byte. */
export const INLINE_MAX_BYTES = 4096;
/** Events per request: limit of Pusher's shared clusters (HTTP API reference, "batch events"). */
const BATCH_MAX = 10;

const SLOT = Symbol.for("foyer.pusher");
const slots = globalThis as { [SLOT]?: Pusher };

/** The server library: signs subscriptions in both modes, and sends events where the realtime server is elsewhere. */
export function pusher(): Pusher {
  slots[SLOT] ??= createPusher(realtimeSettings());
  return slots[SLOT];
}

export function createPusher({ appId, key, secret, cluster, host, port, tls }: RealtimeSettings): Pusher {
  const agent = tls ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  return new Pusher(
    host || !cluster
      ? { appId, key, secret, host: host ?? "127.0.0.1", useTLS: tls, agent, ...(port && { port: String(port) }) }
      : { appId, key, secret, cluster, useTLS: true, agent },
  );
}

/**
 * Sends events in their order, and puts out of their channels who has lost the right to one. Rejects when a request
 * fails; `commit` decides that this is survivable.
 */
export async function publish(events: RealtimeEvent[]): Promise<void> {
  const embedded = embeddedRealtime();
  if (embedded) {
    for (const { channel, name, data } of events.map(toMessage)) embedded.publish(channel, name, data);
  } else if (realtimeSettings().mode === "hosted") {
    await publishBy(pusher(), events);
  }
  // A script beside the server has nobody to tell: its sockets are in another process, or there are none.
  for (const { name, id } of events) if (name === "access.lost") await disconnectOperator(id);
}

/** The same by the HTTP API of a server elsewhere. */
export async function publishBy(server: Pusher, events: RealtimeEvent[]): Promise<void> {
  const messages = events.map(toMessage);
  for (let i = 0; i < messages.length; i += BATCH_MAX) await server.triggerBatch(messages.slice(i, i + BATCH_MAX));
}

function toMessage(event: RealtimeEvent) {
  const { name, data } = withinLimit(event);
  return { channel: channelName(event.channel, event.id), name, data };
}

/** The data as its JSON. An entry that is too large travels as its number; the client then reads it by HTTP. */
function withinLimit(event: RealtimeEvent): { name: string; data: string } {
  const data = JSON.stringify(event.data);
  if (event.name !== "event.appended" && event.name !== "room.appended") return { name: event.name, data };
  if (Buffer.byteLength(data) <= INLINE_MAX_BYTES) return { name: event.name, data };
  const { chatId, seq } = event.data;
  const announced = event.name === "room.appended" ? "room.announced" : "event.announced";
  return { name: announced, data: JSON.stringify({ chatId, seq }) };
}

/**
 * Cuts the realtime connections of an operator. They come back by themselves, every subscription is authorised anew, and
 * whoever lost the right to a channel is refused there.
 */
export async function disconnectOperator(operatorId: string): Promise<void> {
  const embedded = embeddedRealtime();
  if (embedded) {
    embedded.disconnectUser(operatorId, { reconnect: true });
    // Somebody in no department has joined no presence channel, so only this one tells who they are.
    const own = channelName("operator", operatorId);
    embedded.disconnectWhere((channel) => channel === own, { reconnect: true });
  } else if (realtimeSettings().mode === "hosted") {
    await pusher().terminateUserConnections(operatorId);
  }
}
