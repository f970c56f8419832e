import { createHmac } from "node:crypto";
import Pusher from "pusher";
import { pause } from "../clients/http";
import { untilTrue } from "../wait";
import type { Scenario } from "./scenario";

/** Clients may take 5 s to believe it and poll every 3 to 5 s from then on. */
const DOWN_MS = 15_000;
const SEEN_WITHIN_MS = 6000;

/** WebSockets are blocked, HTTP passes: the pulse carries everything, at the pace of the product's own clients. */
export const realtimeDown: Scenario = {
  name: "realtime down",
  world: "embedded",
  healsMs: 25_000,
  async strike({ proxies, settings, ledger }, { acks, quota }) {
    const { pace } = settings;
    settings.pace = 1;
    let hits = 0;
    for (const proxy of proxies) {
      proxy.weather.refuseUpgrades = true;
      hits += proxy.reset("sockets");
    }
    await pause(6000);
    const from = ledger.seenAfterMs.length;
    await Promise.all([acks(quota), pause(DOWN_MS - 6000)]);
    const late = ledger.seenAfterMs.slice(from).filter((ms) => ms > SEEN_WITHIN_MS);
    settings.pace = pace;
    for (const proxy of proxies) proxy.calm();
    const problems =
      late.length === 0 ? [] : [`stale: ${late.length} texts were seen after ${Math.round(Math.max(...late))} ms`];
    return { hits, problems };
  },
};

/** More than the kernel's buffers of both ends hold. */
const FLOOD_BATCHES = 250;

/** One client reads nothing while a lot is published to it: it is cut, comes back and catches up; nobody else notices. */
export const slowConsumer: Scenario = {
  name: "slow consumer",
  world: "embedded",
  async strike({ proxies, visitors, server, authSecret }) {
    const [proxy] = proxies;
    const chatId = visitors[0]?.chatId;
    if (!proxy || !chatId) return 0;
    const before = proxy.upgrades;
    proxy.stall("sockets");
    const { hostname, port } = new URL(server.origin);
    const secret = createHmac("sha256", authSecret).update("foyer embedded realtime v1").digest("hex");
    const publisher = new Pusher({ appId: "foyer", key: "foyer", secret, host: hostname, port, useTLS: false });
    const piece = { channel: `private-visitor-chat-${chatId}`, name: "flood", data: "x".repeat(9000) };
    const batch = Array.from({ length: 10 }, () => piece);
    for (let i = 0; i < FLOOD_BATCHES; i++) await publisher.triggerBatch(batch).catch(() => undefined);
    proxy.unstall();
    return (await untilTrue(() => proxy.upgrades > before, 10_000)) ? proxy.upgrades - before : 0;
  },
};
