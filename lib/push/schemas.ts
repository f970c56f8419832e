import { z } from "zod";
import { DEFAULT_LOCALE, LOCALES } from "@/lib/i18n/locales";
import { isPushEndpoint } from "./rules";

const ENDPOINT_MAX = 2000;
/** Bytes in base64url without padding: a point of P-256 (65) and the secret of RFC 8291 (16). */
const P256DH = /^[\w-]{87}$/;
const AUTH = /^[\w-]{22}$/;

const endpoint = z.string("required").max(ENDPOINT_MAX, "tooLong").refine(isPushEndpoint, "url");

/** What a browser's `PushSubscription.toJSON()` gives, and the language of its page. */
export const pushSubscriptionInput = z.object({
  endpoint,
  keys: z.object({
    p256dh: z.string("required").regex(P256DH, "invalid"),
    auth: z.string("required").regex(AUTH, "invalid"),
  }),
  locale: z.enum(LOCALES).catch(DEFAULT_LOCALE),
});
export type PushSubscriptionInput = z.infer<typeof pushSubscriptionInput>;

/** One of the actor's own subscriptions, named by its address. */
export const pushEndpointInput = z.object({ endpoint: z.string("required").max(ENDPOINT_MAX, "tooLong") });

/** A browser that takes pushed messages for the actor. */
export const pushDeviceDto = z.object({
  endpoint: z.string(),
  createdAt: z.iso.datetime(),
  /** The last message that its push service took, and the last one that it did not. */
  deliveredAt: z.iso.datetime().nullable(),
  failedAt: z.iso.datetime().nullable(),
  /** Why, in words of the service. */
  error: z.string().nullable(),
});
export type PushDeviceDto = z.infer<typeof pushDeviceDto>;

export const pushStateDto = z.object({
  /** The key that browsers subscribe with. */
  publicKey: z.string(),
  devices: z.array(pushDeviceDto),
  /** The server's clock. */
  now: z.iso.datetime(),
});
export type PushStateDto = z.infer<typeof pushStateDto>;
