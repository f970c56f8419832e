import { pusher } from "@/lib/realtime/publish";
import { embeddedRealtime } from "@/lib/realtime/server";
import { realtimeSettings } from "@/lib/realtime/settings";

/** A hosted service counts its requests: one answer is good for this long. */
const REMEMBER_MS = 10_000;
let asked: { at: number; answer: Promise<void> } | undefined;

/** @throws Error where events of this process get to nobody */
export function assertRealtimeReachable(): Promise<void> {
  if (embeddedRealtime()) return Promise.resolve();
  if (realtimeSettings().mode !== "hosted")
    return Promise.reject(new Error("the embedded realtime server does not run"));
  if (!asked || Date.now() - asked.at > REMEMBER_MS) asked = { at: Date.now(), answer: askService() };
  return asked.answer;
}

async function askService(): Promise<void> {
  const response = await pusher().get({ path: "/channels", params: { filter_by_prefix: "foyer-probe-" } });
  if (!response.ok) throw new Error(`the realtime service answers ${response.status}`);
}
