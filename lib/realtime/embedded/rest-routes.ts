import type { AppSpace } from "./app-space";
import { isPresenceChannel } from "./channel-name";
import { HttpProblem } from "./http/message";
import { isRecord, parseJson } from "./protocol";

type Call = { space: AppSpace; query: URLSearchParams; body: Buffer; name: string };
type Route = { method: "GET" | "POST"; path: RegExp; answer(call: Call): object };
type Attributes = { user_count?: number; subscription_count?: number };

const BATCH_MAX = 10;
const SOCKET_ID = /^\d+\.\d+$/;

/** Source: Pusher Channels, "HTTP API reference". Paths are those below `/apps/<id>/`. */
const ROUTES: Route[] = [
  { method: "POST", path: /^events$/, answer: publishEvent },
  { method: "POST", path: /^batch_events$/, answer: publishBatch },
  { method: "GET", path: /^channels$/, answer: listChannels },
  { method: "GET", path: /^channels\/([^/]+)$/, answer: describeChannel },
  { method: "GET", path: /^channels\/([^/]+)\/users$/, answer: listUsers },
  { method: "POST", path: /^users\/([^/]+)\/terminate_connections$/, answer: terminateUser },
];

/** Answers a call whose signature has been checked. Throws an `HttpProblem`. */
export function answerRestCall(
  method: string,
  path: string,
  space: AppSpace,
  query: URLSearchParams,
  body: Buffer,
): object {
  const matching = ROUTES.filter((route) => route.path.test(path));
  if (matching.length === 0) throw new HttpProblem(404, "Not found");
  const route = matching.find((candidate) => candidate.method === method);
  if (!route) throw new HttpProblem(405, "Method not allowed");
  return route.answer({ space, query, body, name: decode(route.path.exec(path)?.[1] ?? "") });
}

function publishEvent({ space, query, body }: Call): object {
  const event = body.length > 0 ? readObject(body) : readQuery(query);
  const names = Array.isArray(event.channels) ? event.channels : event.channel === undefined ? [] : [event.channel];
  checkEvent(space, event, names);
  publish(space, event, names);
  const wanted = attributesIn(event.info);
  if (wanted.length === 0) return {};
  return { channels: Object.fromEntries(names.map((name) => [name, attributesOf(space, String(name), wanted)])) };
}

function publishBatch({ space, body }: Call): object {
  const { batch } = readObject(body);
  if (!Array.isArray(batch)) throw new HttpProblem(400, "Missing required parameter: batch");
  if (batch.length > BATCH_MAX) throw new HttpProblem(400, `Batch too large (> ${BATCH_MAX})`);
  const events = batch.map((event) => (isRecord(event) ? event : {}));
  // All are checked before the first is sent: a batch is published whole or not at all.
  for (const event of events) checkEvent(space, event, [event.channel]);
  for (const event of events) publish(space, event, [event.channel]);
  if (!events.some((event) => attributesIn(event.info).length > 0)) return {};
  return { batch: events.map((event) => attributesOf(space, String(event.channel), attributesIn(event.info))) };
}

function listChannels({ space, query }: Call): object {
  const prefix = query.get("filter_by_prefix") ?? "";
  const wanted = attributesIn(query.get("info"));
  if (wanted.includes("user_count") && !isPresenceChannel(prefix)) {
    const hint = "please supply filter_by_prefix beginning with presence-";
    throw new HttpProblem(400, `user_count may only be requested for presence channels - ${hint}`);
  }
  const names = space.channels.names().filter((name) => name.startsWith(prefix) && !name.startsWith("#"));
  return { channels: Object.fromEntries(names.map((name) => [name, attributesOf(space, name, wanted)])) };
}

function describeChannel({ space, query, name }: Call): object {
  const wanted = attributesIn(query.get("info"));
  if (wanted.includes("user_count") && !isPresenceChannel(name)) {
    throw new HttpProblem(400, "Cannot retrieve the user count unless the channel is a presence channel");
  }
  const attributes = attributesOf(space, name, wanted);
  const cache = wanted.includes("cache") ? space.channels.cached(name) : undefined;
  return { occupied: space.channels.subscriberCount(name) > 0, ...attributes, ...(cache && { cache }) };
}

function listUsers({ space, name }: Call): object {
  if (!isPresenceChannel(name)) throw new HttpProblem(400, "Users can only be retrieved for presence channels");
  return { users: space.channels.members(name).map(({ id }) => ({ id })) };
}

function terminateUser({ space, name }: Call): object {
  space.disconnectUser(name);
  return {};
}

function checkEvent(space: AppSpace, event: Record<string, unknown>, channels: unknown[]): void {
  const problem = space.publishProblem(channels, event.name, event.data);
  if (problem) throw new HttpProblem(problem.status, problem.message);
  const socketId = event.socket_id ?? undefined;
  if (socketId !== undefined && !(typeof socketId === "string" && SOCKET_ID.test(socketId))) {
    throw new HttpProblem(400, "Invalid socket_id");
  }
}

/** Publishes an event that `checkEvent` has let pass, so that the texts are texts. */
function publish(space: AppSpace, event: Record<string, unknown>, channels: unknown[]): void {
  const except = typeof event.socket_id === "string" ? event.socket_id : undefined;
  space.publish(channels.map(String), String(event.name), event.data, except);
}

function attributesOf(space: AppSpace, name: string, wanted: string[]): Attributes {
  const attributes: Attributes = {};
  if (wanted.includes("subscription_count")) attributes.subscription_count = space.channels.subscriberCount(name);
  if (wanted.includes("user_count") && isPresenceChannel(name)) {
    attributes.user_count = space.channels.members(name).length;
  }
  return attributes;
}

function attributesIn(info: unknown): string[] {
  return typeof info === "string" ? info.split(",").filter((attribute) => attribute !== "") : [];
}

function readObject(body: Buffer): Record<string, unknown> {
  const value = parseJson(body.toString());
  if (!isRecord(value)) throw new HttpProblem(400, "Invalid body: expected a JSON object");
  return value;
}

/** Parameters of a POST may stand in the query, an array as `channels[]=a&channels[]=b`. */
function readQuery(query: URLSearchParams): Record<string, unknown> {
  const list = query.getAll("channels[]");
  return { ...Object.fromEntries(query), ...(list.length > 0 && { channels: list }) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new HttpProblem(400, "Invalid path");
  }
}
