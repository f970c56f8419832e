import { createHmac, randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { rows } from "@/db/rows";
import { mailTokens } from "@/db/schema";
import type { Database } from "@/db/types";
import { openSecret, SecretBoxError, sealSecret } from "@/lib/settings/secret-box";
import { ChannelError } from "../channel";
import type { Granted, RequestToken } from "./oauth";
import type { OauthSettings } from "./settings";

/** An access token of an account; `refused`: one that its server has just refused, so that another one is needed. */
export type AccessTokens = (settings: OauthSettings, refused?: string) => Promise<string>;

const PURPOSE = "foyer/mail-access-token";
/** Longer than a request takes. */
const CLAIM_SECONDS = 30;
/** A token that ends so soon might end on its way. */
const MARGIN_SECONDS = 60;
const WAIT_MS = 200;
const WAITS_MAX = 100;

const kept = z.object({ accessToken: z.string(), refreshToken: z.string().nullable() });
type Kept = z.infer<typeof kept>;
type Row = { box: string | null; isFresh: boolean };

const IS_FRESH = sql.raw(`coalesce(expires_at > now() + interval '${MARGIN_SECONDS} seconds', false)`);

/**
 * Access tokens, kept encrypted in the database until they end, for all processes together: one of them asks at a time,
 * because a service may take each refresh token once and give the next one, which is kept as well. They belong to the settings
 * they were got with, so that whoever enters others begins anew.
 * @throws ChannelError
 */
export function keptAccessTokens(given: { db: Database; authSecret: string; request: RequestToken }): AccessTokens {
  const { db, authSecret, request } = given;
  return async (settings, refused) => {
    const id = createHmac("sha256", authSecret).update(JSON.stringify(settings)).digest("base64url");
    const usable = ({ box, isFresh }: Row) => {
      const found = open(box, authSecret);
      return isFresh && found && found.accessToken !== refused ? found.accessToken : null;
    };
    for (let wait = 0; wait < WAITS_MAX; wait++) {
      const [row] = await rows<Row>(db, sql`select box, ${IS_FRESH} as "isFresh" from mail_tokens where id = ${id}`);
      const ready = row && usable(row);
      if (ready) return ready;
      const claim = randomUUID();
      const claimed = await claimRow(db, id, claim);
      if (!claimed) {
        await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
        continue;
      }
      // Somebody may have been here between the two.
      const meanwhile = usable(claimed);
      if (meanwhile) {
        await release(db, id, claim);
        return meanwhile;
      }
      return renew(given, settings, { id, claim, before: open(claimed.box, authSecret), request });
    }
    throw new ChannelError("unreachable", "OAuth: another process has asked for too long");
  };
}

async function claimRow(db: Database, id: string, claim: string): Promise<Row | null> {
  const [row] = await rows<Row>(
    db,
    sql`insert into mail_tokens as known (id, claim, claimed_until)
        values (${id}, ${claim}::uuid, now() + make_interval(secs => ${CLAIM_SECONDS}))
        on conflict (id) do update set claim = excluded.claim, claimed_until = excluded.claimed_until
          where known.claimed_until is null or known.claimed_until <= now()
        returning box, ${IS_FRESH} as "isFresh"`,
  );
  return row ?? null;
}

const isOurs = (id: string, claim: string) => and(eq(mailTokens.id, id), eq(mailTokens.claim, claim));

const release = (db: Database, id: string, claim: string) =>
  db.update(mailTokens).set({ claim: null, claimedUntil: null }).where(isOurs(id, claim));

type Claimed = { id: string; claim: string; before: Kept | null; request: RequestToken };

async function renew(
  { db, authSecret }: { db: Database; authSecret: string },
  settings: OauthSettings,
  { id, claim, before, request }: Claimed,
): Promise<string> {
  const refreshToken = before?.refreshToken ?? settings.refreshToken;
  let granted: Granted;
  try {
    granted = await request(settings, refreshToken);
  } catch (error) {
    await release(db, id, claim);
    throw error;
  }
  const { accessToken, expiresInSeconds } = granted;
  const value: Kept = { accessToken, refreshToken: granted.refreshToken ?? before?.refreshToken ?? null };
  await db
    .update(mailTokens)
    .set({
      box: sealSecret(JSON.stringify(value), authSecret, PURPOSE),
      expiresAt: sql`now() + make_interval(secs => ${expiresInSeconds})`,
      claim: null,
      claimedUntil: null,
    })
    .where(isOurs(id, claim));
  return accessToken;
}

function open(box: string | null, authSecret: string): Kept | null {
  if (box === null) return null;
  try {
    return kept.safeParse(JSON.parse(openSecret(box, authSecret, PURPOSE))).data ?? null;
  } catch (error) {
    if (error instanceof SecretBoxError) return null;
    throw error;
  }
}
