import { assertAllowedHost, ForbiddenAddressError, guardedLookup, type Resolve } from "@/lib/net/guarded-lookup";
import { post, TimeoutError } from "@/lib/net/post";
import { isPrivateAddress, isPublicAddress } from "@/lib/net/public-address";
import { askedPause, problemOfUrl, type WebhookFailureKind } from "./rules";

export type WebhookRequest = { url: string; headers: Record<string, string>; body: string };

/** How an attempt ended. `failure` null: the receiver has taken it. */
export type WebhookOutcome = {
  failure: WebhookFailureKind | null;
  /** Of the answer; null where there was none. */
  status: number | null;
  /** The beginning of the answer. */
  text: string | null;
  /** What the network said, in its own words; null where the answer says it all. */
  error: string | null;
  durationMs: number;
  /** How long the receiver asks to be left alone; 0: it says nothing. */
  pauseSeconds: number;
};

/** Makes one attempt; never rejects. */
export type WebhookTransport = (request: WebhookRequest) => Promise<WebhookOutcome>;

const LIMITS = { timeoutMs: 5_000, maxBytes: 1024 };
const ERROR_MAX = 300;

type Options = {
  /** Whether addresses of this machine and its network may be connected to, then also without TLS. */
  allowsPrivate: boolean;
  resolve?: Resolve;
  timeoutMs?: number;
};

/**
 * Posts to receivers whose address an admin typed. Where it leads is looked at when it is connected to, so that a name
 * that changes its mind in between gains nothing, and no redirection is followed.
 */
export function createWebhookTransport({ allowsPrivate, resolve, timeoutMs }: Options): WebhookTransport {
  const limits = timeoutMs === undefined ? LIMITS : { ...LIMITS, timeoutMs };
  return async ({ url: text, headers, body }) => {
    const start = performance.now();
    const ended = (outcome: Partial<WebhookOutcome>): WebhookOutcome => ({
      failure: null,
      status: null,
      text: null,
      error: null,
      pauseSeconds: 0,
      ...outcome,
      durationMs: Math.round(performance.now() - start),
    });
    try {
      const url = new URL(text);
      const problem = problemOfUrl(text, allowsPrivate);
      if (problem) return ended({ failure: "address", error: `The address is refused: ${problem}` });
      // Without TLS only what does not leave the network.
      const isSecret = url.protocol === "https:";
      const allows = (address: string) =>
        (isSecret && isPublicAddress(address)) || (allowsPrivate && isPrivateAddress(address));
      assertAllowedHost(url.hostname, allows);
      const lookup = guardedLookup(allows, resolve);
      const answer = await post(url, { method: "POST", headers: { ...FIXED, ...headers }, lookup }, body, limits);
      return ended({
        failure: failureOf(answer.status),
        status: answer.status,
        text: plain(answer.text),
        pauseSeconds: askedPause(answer.headers["retry-after"], new Date()),
      });
    } catch (error) {
      return ended({ failure: kindOf(error), error: wordsOf(error) });
    }
  };
}

const FIXED = { "content-type": "application/json; charset=utf-8", "user-agent": "Foyer-Webhooks/1" };

function failureOf(status: number): WebhookFailureKind | null {
  if (status >= 200 && status <= 299) return null;
  return status >= 300 && status <= 399 ? "redirect" : "status";
}

function kindOf(error: unknown): WebhookFailureKind {
  if (error instanceof ForbiddenAddressError) return "address";
  return error instanceof TimeoutError ? "timeout" : "network";
}

/** A connection that failed at several addresses of one name says nothing itself. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join("; ").slice(0, ERROR_MAX);
  return plain(error instanceof Error ? error.message : String(error)).slice(0, ERROR_MAX);
}

/** Text of a stranger's server, without what a database or a page cannot show. */
const plain = (text: string) => text.replace(/[^\P{Cc}\n\t]/gu, " ").toWellFormed();
