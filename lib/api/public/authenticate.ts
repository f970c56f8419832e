import { noteUse } from "@/lib/api-keys/note-use";
import { findUsableKey } from "@/lib/api-keys/queries";
import type { ApiScope } from "@/lib/api-keys/rules";
import { apiKeyOf, hashApiKey } from "@/lib/api-keys/token";
import type { Door, KeyActor } from "@/lib/context";
import { env } from "@/lib/env";
import { DomainError, isDomainError } from "@/lib/errors";
import type { HttpRequest } from "@/lib/http/request";
import { takePoints } from "@/lib/limits/take-points";
import { RATE_WINDOW_SECONDS } from "@/lib/public-api/rules";

/** Headers that go with every answer to a key, also with refusals. */
type Note = (headers: Record<string, string>) => void;

/**
 * Whose key a request carries, counted against its limit. An unknown key, an expired and a revoked one are answered alike.
 * @throws DomainError `unauthenticated`, `rate_limited`
 */
export async function authenticate(request: HttpRequest, { db }: Pick<Door, "db">, note: Note): Promise<KeyActor> {
  const sent = apiKeyOf(request.headers.get("authorization"));
  const key = sent && (await findUsableKey(db, hashApiKey(sent)));
  if (!key) {
    note({ "www-authenticate": "Bearer" });
    throw new DomainError("unauthenticated", "Send a valid API key as Authorization: Bearer");
  }
  await countRequest(db, key.id, note);
  if (key.isStale) await noteUse(db, key.id);
  return { type: "key", keyId: key.id, name: key.name, scopes: key.scopes };
}

/** One window for all processes: they count in the database. */
async function countRequest(db: Door["db"], keyId: string, note: Note): Promise<void> {
  const points = env().API_REQUESTS_PER_MINUTE;
  if (points === 0) return;
  const tell = (left: number, seconds: number) =>
    note({
      "ratelimit-policy": `${points};w=${RATE_WINDOW_SECONDS}`,
      "ratelimit-limit": String(points),
      "ratelimit-remaining": String(left),
      "ratelimit-reset": String(Math.max(0, seconds)),
    });
  try {
    const [taken] = await takePoints(db, [{ key: `api ${keyId}`, points, windowSeconds: RATE_WINDOW_SECONDS }]);
    if (taken) tell(taken.left, taken.seconds);
  } catch (error) {
    if (isDomainError(error)) tell(0, error.retryAfterSeconds ?? RATE_WINDOW_SECONDS);
    throw error;
  }
}

/** @throws DomainError `forbidden`, with the scopes of which one is needed */
export function assertScope({ scopes }: KeyActor, needed: readonly ApiScope[]): void {
  if (needed.some((scope) => scopes.includes(scope))) return;
  throw new DomainError("forbidden", "This key may not do that", { data: { scopes: needed } });
}
