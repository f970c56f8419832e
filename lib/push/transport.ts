import webpush from "web-push";
import { assertAllowedHost, guardedLookup } from "@/lib/net/guarded-lookup";
import { post } from "@/lib/net/post";
import { isPublicAddress } from "@/lib/net/public-address";
import { PushFailure } from "./failure";
import type { PushKeys } from "./keys";
import { PUSH_EXPIRES_SECONDS } from "./rules";

export type PushTarget = { endpoint: string; p256dh: string; auth: string };
export type PushRequest = {
  target: PushTarget;
  payload: string;
  /** Of several that wait at the service for one browser, the last of a topic replaces the others; at most 32 characters. */
  topic: string | null;
};

/** Hands one message to a push service. Rejects with a `PushFailure`. */
export type PushTransport = { send: (request: PushRequest) => Promise<void> };

type Options = {
  keys: PushKeys;
  /** Whom the service may ask about us (RFC 8292, section 2.1): an address with `https:` or `mailto:`. */
  subject: string;
  /** Which addresses may be connected to; tests have their push service on loopback. */
  allows?: (address: string) => boolean;
  /** Certificates of authorities besides the usual ones. */
  ca?: string;
};

const LIMITS = { timeoutMs: 10_000, maxBytes: 4096 };

/**
 * Speaks to push services (RFC 8030) over TLS only, with the content encrypted to the browser (RFC 8291). Where the
 * address leads is looked at when it is connected to, and no redirection is followed: the address comes from a browser.
 */
export function createPushTransport({ keys, subject, allows = isPublicAddress, ca }: Options): PushTransport {
  const vapidDetails = { subject, ...keys };
  const lookup = guardedLookup(allows);
  return {
    async send({ target: { endpoint, p256dh, auth }, payload, topic }) {
      const url = new URL(endpoint);
      if (url.protocol !== "https:")
        throw new PushFailure("The address of the push service is not https", { isFinal: true });
      assertAllowedHost(url.hostname, allows);
      const { method, headers, body } = sealed({ endpoint, keys: { p256dh, auth } }, payload, {
        vapidDetails,
        TTL: PUSH_EXPIRES_SECONDS,
        urgency: "high",
        contentEncoding: "aes128gcm",
        ...(topic && { topic }),
      });
      const answer = await post(url, { method, headers: { ...headers }, lookup, ca }, body, LIMITS);
      if (answer.status < 200 || answer.status > 299) throw PushFailure.ofAnswer(answer);
    },
  };
}

/** Signs and encrypts; what a browser gave as its keys may be none. */
function sealed(subscription: webpush.PushSubscription, payload: string, options: webpush.RequestOptions) {
  try {
    return webpush.generateRequestDetails(subscription, payload, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PushFailure(`Nothing can be encrypted to the keys of this browser: ${reason}`, { isFinal: true });
  }
}
