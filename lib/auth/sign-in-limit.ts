import "server-only";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { networkOf } from "@/lib/auth/client-address";
import { DomainError } from "@/lib/errors";

const WINDOW_SECONDS = 15 * 60;
/** Wrong passwords per window for one account, whether it exists or not, from wherever they come. */
export const TRIES_PER_ACCOUNT = 10;
/** Wrong passwords per window from one address, over all accounts: a whole office may share it. */
export const TRIES_PER_ADDRESS = 50;

export type SignInLimit = ReturnType<typeof createSignInLimit>;

/** Counts tries in memory, so that each process of an installation counts for itself. */
export function createSignInLimit() {
  const accounts = new RateLimiterMemory({ points: TRIES_PER_ACCOUNT, duration: WINDOW_SECONDS });
  const networks = new RateLimiterMemory({ points: TRIES_PER_ADDRESS, duration: WINDOW_SECONDS });
  return {
    /** Takes one try, before anything is compared: parallel tries cannot slip past. @throws DomainError `rate_limited` */
    async take(account: string, address: string): Promise<void> {
      // The address first: who is refused for it must not go on using up the account's tries.
      if (address) await networks.consume(networkOf(address)).catch(refuse);
      await accounts.consume(account).catch(refuse);
    },
    /** The password was right: the account starts anew, and the address gets this one try back. */
    async giveBack(account: string, address: string): Promise<void> {
      await accounts.delete(account);
      if (address) await networks.reward(networkOf(address));
    },
  };
}

function refuse(reason: RateLimiterRes | Error): never {
  if (reason instanceof Error) throw reason;
  const retryAfterSeconds = Math.ceil(reason.msBeforeNext / 1000);
  const data = { retryAfterMinutes: Math.max(1, Math.ceil(retryAfterSeconds / 60)) };
  throw new DomainError("rate_limited", "Too many tries", { retryAfterSeconds, data });
}

const SLOT = Symbol.for("foyer.sign-in-limit");
const slots = globalThis as { [SLOT]?: SignInLimit };

/** The one limit of this process, shared by every bundle in it. */
export function signInLimit(): SignInLimit {
  slots[SLOT] ??= createSignInLimit();
  return slots[SLOT];
}
