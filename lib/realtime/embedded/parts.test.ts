import fc from "fast-check";
import Pusher from "pusher";
import { afterEach, expect, test, vi } from "vitest";
import * as ws from "ws";
import { AddressCounter, networkOf } from "./addresses";
import {
  isCacheChannel,
  isChannelName,
  isPublishTarget,
  needsSignature,
  takesClientEvents,
  userOfChannel,
} from "./channel-name";
import { EventCache } from "./event-cache";
import { CLOSE, textFrame } from "./protocol";
import { isChannelSignature, isRequestSignature, isUserSignature, requestText, signChannel } from "./signature";
import { APP } from "./testing";
import { TokenBucket } from "./token-bucket";

// The parts that need no network.

afterEach(() => {
  vi.useRealTimers();
});

test("signatures are those of Pusher's own library", () => {
  const library = new Pusher({ ...APP, cluster: "eu" });
  const channel = library.authorizeChannel("1.2", "private-a");
  expect(isChannelSignature(APP, channel.auth, "1.2", "private-a")).toBe(true);
  const presence = library.authorizeChannel("1.2", "presence-a", { user_id: "ü", user_info: { name: "€" } });
  expect(isChannelSignature(APP, presence.auth, "1.2", "presence-a", presence.channel_data)).toBe(true);
  const user = library.authenticateUser("1.2", { id: "7" });
  expect(isUserSignature(APP, user.auth, "1.2", user.user_data)).toBe(true);
  const query = library.createSignedQueryString({ method: "GET", path: "/apps/1/channels", params: { info: "a,b" } });
  const parameters = new URLSearchParams(query);
  const text = requestText("GET", "/apps/1/channels", parameters);
  expect(isRequestSignature(APP, parameters.get("auth_signature"), text)).toBe(true);
});

test.each([undefined, null, "", 1, true, [], {}, "app-key:", "app-key", "other-key:abc"])(
  "%j is no signature",
  (auth) => {
    expect(isChannelSignature(APP, auth, "1.2", "private-a")).toBe(false);
    expect(isUserSignature(APP, auth, "1.2", "{}")).toBe(false);
  },
);

test("one changed character anywhere makes a signature void", () => {
  const auth = signChannel(APP, "1.2", "private-a");
  for (let i = 0; i < auth.length; i++) {
    const changed = `${auth.slice(0, i)}${auth[i] === "0" ? "1" : "0"}${auth.slice(i + 1)}`;
    expect(isChannelSignature(APP, changed, "1.2", "private-a")).toBe(false);
  }
});

test("a channel name has 1 to 200 characters of the allowed ones", () => {
  for (const name of ["a", "x".repeat(200), "private-chat_1=@,.;-Z9"]) expect(isChannelName(name)).toBe(true);
  for (const name of ["", "x".repeat(201), "a b", "a/b", "a:b", "ä", "a\n", "#a", 1, null, undefined]) {
    expect(isChannelName(name)).toBe(false);
  }
});

test.each([
  ["a", { signed: false, clientEvents: false, cache: false }],
  ["xprivate-a", { signed: false, clientEvents: false, cache: false }],
  ["a-cache-a", { signed: false, clientEvents: false, cache: false }],
  ["cache-a", { signed: false, clientEvents: false, cache: true }],
  ["private-a", { signed: true, clientEvents: true, cache: false }],
  ["private-cache-a", { signed: true, clientEvents: true, cache: true }],
  ["presence-a", { signed: true, clientEvents: true, cache: false }],
  ["presence-cache-a", { signed: true, clientEvents: true, cache: true }],
  ["private-encrypted-a", { signed: true, clientEvents: false, cache: false }],
  ["private-encrypted-cache-a", { signed: true, clientEvents: false, cache: true }],
])("the name %s says what the channel asks and offers", (name, expected) => {
  expect({
    signed: needsSignature(name),
    clientEvents: takesClientEvents(name),
    cache: isCacheChannel(name),
  }).toEqual(expected);
});

test("the channel of a user names the user and can only be published to", () => {
  expect(userOfChannel("#server-to-user-7")).toBe("7");
  expect(isPublishTarget("#server-to-user-7")).toBe(true);
  expect(isChannelName("#server-to-user-7")).toBe(false);
  for (const name of ["#server-to-user-", "#other", `#server-to-user-${"x".repeat(201)}`]) {
    expect(isPublishTarget(name)).toBe(false);
  }
});

test("no close code makes pusher-js wait 15 s or stay away without need", () => {
  const isFit = (code: number) => (code >= 1001 && code <= 1009) || (code >= 4000 && code <= 4009) || code === 4100;
  expect(Object.values(CLOSE).filter((code) => !isFit(code))).toEqual([]);
});

test("a text is framed byte for byte as ws frames it, at every size of header", () => {
  const options = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true };
  const isSame = (text: string) =>
    textFrame(text).equals(Buffer.concat(senderOf(ws).frame(Buffer.from(text), options)));
  for (const length of [0, 1, 125, 126, 65_535, 65_536]) expect(isSame("x".repeat(length))).toBe(true);
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), isSame));
});

/** `ws` exports its framing class, but its types do not say so. */
function senderOf(module: object) {
  return (module as { Sender: { frame(data: Buffer, options: object): Buffer[] } }).Sender;
}

test("an IPv4 address is counted itself, an IPv6 address by its /64 network", () => {
  expect(networkOf("192.0.2.1")).toBe("192.0.2.1");
  expect(networkOf("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2");
  expect(networkOf("2001:0DB8:1:2::9")).toBe("2001:db8:1:2");
  expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0");
  expect(networkOf("::1")).toBe("0:0:0:0");
  expect(networkOf("fe80::1%eth0")).toBe("fe80:0:0:0");
  expect(networkOf("")).toBe("");
});

test("a place is given back as often as it was taken", () => {
  const counter = new AddressCounter(2);
  const [first, second] = [counter.take("a"), counter.take("a")];
  expect(counter.take("a")).toBeUndefined();
  first?.();
  expect(counter.take("a")).toBeTypeOf("function");
  second?.();
  expect(counter.size).toBe(1);
});

test("a bucket allows its burst at once and then its rate", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const bucket = new TokenBucket(10, 3);
  expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false]);
  vi.advanceTimersByTime(100);
  expect([1, 2].map(() => bucket.take())).toEqual([true, false]);
});

test("a cached event is kept for 30 minutes, and for the latest 1,000 channels", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const cache = new EventCache();
  for (let i = 0; i < 1_001; i++) cache.set(`cache-${i}`, "event");
  expect([cache.get("cache-0"), cache.get("cache-1")]).toEqual([undefined, "event"]);
  cache.set("cache-1", '{"data":"x"}');
  vi.advanceTimersByTime(29 * 60_000);
  expect(cache.describe("cache-1")).toEqual({ data: "x", ttl: 60 });
  vi.advanceTimersByTime(60_000);
  expect([cache.get("cache-1"), cache.describe("cache-1")]).toEqual([undefined, undefined]);
});
