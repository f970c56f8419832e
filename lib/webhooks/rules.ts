/** What a webhook can be told of, in the order in which it happens to a chat. */
export const WEBHOOK_EVENTS = [
  "chat.started",
  "chat.assigned",
  "chat.transferred",
  "message.created",
  "chat.closed",
  "chat.rated",
  "offline_message.created",
] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENTS)[number];

/** `webhook.test`: an admin asked for it. */
export const WEBHOOK_DELIVERY_TYPES = [...WEBHOOK_EVENTS, "webhook.test"] as const;
export type WebhookDeliveryType = (typeof WEBHOOK_DELIVERY_TYPES)[number];

/** Why a webhook is off: by an admin; nothing but failures for days; its receiver says that it is gone. */
export const WEBHOOK_STOPS = ["admin", "failing", "gone"] as const;
export type WebhookStop = (typeof WEBHOOK_STOPS)[number];

/**
 * Why an attempt counts as failed: another answer than 2xx; one that leads elsewhere; none in time; an address within a
 * network; no connection, or no end to the answer; whoever made the attempt died; the secret was sealed by another
 * installation's.
 */
export const WEBHOOK_FAILURES = [
  "status",
  "redirect",
  "timeout",
  "address",
  "network",
  "unfinished",
  "secret",
] as const;
export type WebhookFailureKind = (typeof WEBHOOK_FAILURES)[number];

export const WEBHOOKS_MAX = 20;
export const WEBHOOK_NAME_MAX = 80;
export const WEBHOOK_URL_MAX = 2000;
/** For so long after a change of the secret the one before signs as well. */
export const SECRET_OVERLAP_HOURS = 24;
/** A webhook that had no success for so long is switched off when one more delivery is given up. */
export const FAILING_DAYS_MAX = 3;
/** What was told, or could not be, is kept so long for whoever asks. */
export const DELIVERIES_KEPT_DAYS = 14;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Seconds from each failed attempt to the next one: about 21 hours from the first to the last. */
export const RETRY_PAUSES = [10, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR] as const;
export const WEBHOOK_ATTEMPTS_MAX = RETRY_PAUSES.length + 1;

/** Attempts of one delivery that the log shows: all of two whole rounds, and some more that an admin asked for. */
export const ATTEMPTS_KEPT = 20;

/** A receiver that asks for a longer pause than this gets this. */
const ASKED_PAUSE_MAX = 24 * HOUR;

/**
 * Seconds until the next attempt after `attempts` of them have failed, and no less than the receiver asked for; null: it is
 * given up. A test is tried once: whoever asked for it looks at the answer.
 */
export function pauseAfter(attempts: number, type: WebhookDeliveryType, askedSeconds = 0): number | null {
  if (type === "webhook.test") return null;
  const pause = RETRY_PAUSES[attempts - 1];
  return pause === undefined ? null : Math.max(pause, Math.min(askedSeconds, ASKED_PAUSE_MAX));
}

/** What a `Retry-After` asks for, in seconds from `now` on (RFC 9110, 10.2.3); 0 where it says nothing that can be read. */
export function askedPause(header: string | undefined, now: Date): number {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const until = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(until) ? 0 : Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}

/** Below this stand the services of machines, such as mail; of those only the web's own are spoken to. */
const FIRST_FREE_PORT = 1024;
const WEB_PORTS = [80, 443];

/** What is wrong with the address of a receiver, as a key of errors.json; null: nothing that its text would tell. */
export function problemOfUrl(text: string, allowsPrivate: boolean): "url" | "webhookHttps" | "webhookPort" | null {
  if (!URL.canParse(text)) return "url";
  const { protocol, username, password, port, hash } = new URL(text);
  if (protocol !== "https:" && protocol !== "http:") return "webhookHttps";
  if (protocol === "http:" && !allowsPrivate) return "webhookHttps";
  if (username !== "" || password !== "" || hash !== "") return "url";
  const asked = Number(port);
  return port === "" || asked >= FIRST_FREE_PORT || WEB_PORTS.includes(asked) ? null : "webhookPort";
}
