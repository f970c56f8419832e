import { ForbiddenAddressError } from "@/lib/net/guarded-lookup";
import type { Answer } from "@/lib/net/post";

const REASON_MAX = 300;
type Facts = { isFinal: boolean; isGone?: boolean; retryAfterSeconds?: number };

/** Why a push service did not take a message. */
export class PushFailure extends Error {
  override readonly name = "PushFailure";
  /** Trying this message again would change nothing. */
  readonly isFinal: boolean;
  /** The browser does not want anything any more: its subscription is to be forgotten. */
  readonly isGone: boolean;
  /** The service asks to be left alone for so long. */
  readonly retryAfterSeconds: number | null;

  constructor(reason: string, { isFinal, isGone = false, retryAfterSeconds }: Facts) {
    super(
      reason
        .replace(/\p{Cc}+/gu, " ")
        .slice(0, REASON_MAX)
        .toWellFormed(),
    );
    this.isFinal = isFinal;
    this.isGone = isGone;
    this.retryAfterSeconds = retryAfterSeconds ?? null;
  }

  /** RFC 8030, section 7.3: 404 and 410 end a subscription; 429 and 5yz pass; whatever else is refused stays refused. */
  static ofAnswer({ status, text, headers }: Answer): PushFailure {
    const isGone = status === 404 || status === 410;
    const isFinal = isGone || (status !== 429 && status < 500);
    const seconds = Number(headers["retry-after"]);
    const words = `The push service answered ${status}${text.trim() === "" ? "" : `: ${text.trim()}`}`;
    return new PushFailure(words, { isFinal, isGone, ...(seconds > 0 && { retryAfterSeconds: seconds }) });
  }

  /** Whatever was thrown on the way to the service or back. */
  static of(error: unknown): PushFailure {
    if (error instanceof PushFailure) return error;
    const words = error instanceof Error ? error.message : String(error);
    if (error instanceof ForbiddenAddressError) return new PushFailure(words, { isFinal: true });
    return new PushFailure(`The push service could not be asked: ${words}`, { isFinal: false });
  }
}
