import { z } from "zod";
import { callJson } from "@/lib/http/client";
import { pushStateDto } from "@/lib/push/schemas";

const PATH = "/api/operators/me/push";
const done = z.object({});

/** Whether this browser can take pushed messages at all; on iOS only an installed app can. */
export const isPushSupported = () =>
  typeof navigator !== "undefined" &&
  "serviceWorker" in navigator &&
  "PushManager" in window &&
  "Notification" in window;

/** Registers the service worker; null where the browser has none, or the page is not secure. */
export async function registerWorker(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return null;
  return navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" }).catch(() => null);
}

export const readPushState = () => callJson("GET", PATH, { schema: pushStateDto });

export async function ownSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker?.getRegistration("/");
  return (await registration?.pushManager?.getSubscription().catch(() => null)) ?? null;
}

/** Whether a subscription was made by this key: one of other keys takes nothing of ours. */
function isBy({ options }: PushSubscription, publicKey: string): boolean {
  const key = options.applicationServerKey;
  if (!key) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(key)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") === publicKey;
}

const tell = (subscription: PushSubscription, locale: string) => {
  const { endpoint, keys } = subscription.toJSON();
  return callJson("PUT", PATH, { body: { endpoint, keys, locale }, schema: done });
};

/**
 * Subscribes this browser; asks for the permission first. Call it from a click. Answers null, or why it did not work in
 * the words of the browser or as a code of errors.json.
 */
export async function turnOnPush(locale: string): Promise<string | null> {
  if ((await Notification.requestPermission()) !== "granted") return "forbidden";
  if (!(await registerWorker())) return "unavailable";
  const registration = await navigator.serviceWorker.ready;
  const state = await readPushState();
  if (!state.ok) return state.code;
  const { publicKey } = state.data;
  const known = await registration.pushManager.getSubscription();
  if (known && !isBy(known, publicKey)) await known.unsubscribe();
  try {
    const options = { userVisibleOnly: true, applicationServerKey: publicKey };
    const told = await tell(await registration.pushManager.subscribe(options), locale);
    return told.ok ? null : told.code;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** This browser takes nothing any more. */
export async function turnOffPush(): Promise<void> {
  const subscription = await ownSubscription();
  if (!subscription) return;
  await callJson("DELETE", PATH, { body: { endpoint: subscription.endpoint }, schema: done });
  await subscription.unsubscribe();
}

/** Binds a subscription of this browser to the present session, and renews one of other keys. Nothing without one. */
export async function keepPush(locale: string): Promise<void> {
  const subscription = await ownSubscription();
  if (!subscription || Notification.permission !== "granted") return;
  const state = await readPushState();
  if (!state.ok) return;
  if (isBy(subscription, state.data.publicKey)) await tell(subscription, locale);
  else await turnOnPush(locale);
}

export async function sendTestPush(): Promise<string | null> {
  const subscription = await ownSubscription();
  if (!subscription) return "not_found";
  const body = { endpoint: subscription.endpoint };
  const sent = await callJson("POST", `${PATH}/test`, { body, schema: done });
  return sent.ok ? null : sent.code;
}
