import type { Emit } from "./events";
import { PREFIX } from "./launcher-parts";

/** A new token is fetched so long before the old one ends. */
const EARLY_MS = 60_000;
/** However short tokens live, and however wrong the clock is. */
const RENEW_MIN_MS = 10_000;

type Claims = { sub?: unknown; name?: unknown; email?: unknown; exp?: unknown };
type Source = string | (() => string | Promise<string>);
type Deps = { tell: (command: string, value: unknown) => void; emit: Emit; forget: () => void };

const misuse = (words: string) => new TypeError(`Foyer: ${words}`);

/** What a token says. It is for the server to believe it; here it fills in a form. */
function claimsOf(token: string): Claims {
  const [, payload = ""] = token.split(".");
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (each) =>
      each.charCodeAt(0),
    );
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof claims === "object" && claims !== null) return claims;
  } catch {
    // Said below, in words for the developer of the page.
  }
  throw misuse("identify needs a token that your server signed (a JSON Web Token)");
}

const asText = (value: unknown) => (typeof value === "string" ? value : undefined);

/** For whom the page vouches, kept up while it can make new tokens. */
export function identityOf({ tell, emit, forget }: Deps) {
  let source: Source | undefined;
  let person: unknown;
  let extra: { name: string | undefined; email: string | undefined } = { name: undefined, email: undefined };
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function vouch(): Promise<void> {
    const asked = source;
    const token = typeof asked === "function" ? await asked() : asked;
    // Somebody else, or nobody, was named while the token was made.
    if (asked === undefined || asked !== source) return;
    if (typeof token !== "string") throw misuse("identify needs a token, or a function that gives one");
    const { sub, name, email, exp } = claimsOf(token);
    if (person !== undefined && person !== sub) forget();
    person = sub;
    tell("identify", { token, name: extra.name ?? asText(name), email: extra.email ?? asText(email) });
    clearTimeout(timer);
    if (typeof asked !== "function" || typeof exp !== "number") return;
    timer = setTimeout(renew, Math.max(exp * 1000 - Date.now() - EARLY_MS, RENEW_MIN_MS));
  }
  const renew = () => vouch().catch(() => emit("identity-expired"));

  return {
    async identify(value: unknown): Promise<void> {
      if (typeof value !== "object" || value === null) throw misuse("identify needs an object");
      const { token, name, email } = value as Record<string, unknown>;
      extra = { name: asText(name), email: asText(email) };
      // Only what is signed says who somebody is; the rest fills in the form.
      if (token === undefined) return tell("set", extra);
      source = token as Source;
      await vouch();
    },
    /** The server did not take the last token. */
    noteRefused: () => (typeof source === "function" ? void renew() : emit("identity-expired")),
    noteStorage({ key, newValue }: StorageEvent): void {
      if (key === `${PREFIX}id` && newValue === null) forget();
    },
    stop(): void {
      clearTimeout(timer);
      source = person = undefined;
    },
  };
}
