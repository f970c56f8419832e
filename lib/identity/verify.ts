import { errors, jwtVerify } from "jose";
import { DomainError } from "@/lib/errors";
import { ANY_SITE, audienceHost, CLOCK_SKEW_S, isShortLived } from "./rules";
import { IDENTITY_TOKEN_MAX, identityClaims, type SignedIdentity } from "./schemas";

export const invalidIdentity = (message: string) => new DomainError("identity_invalid", message);

/**
 * Reads a JSON Web Token by which a site vouches for a visitor: HS256 with the UTF-8 bytes of `secret` and nothing else,
 * whatever the token itself claims to be signed with. Signatures are compared in constant time (WebCrypto's `verify`).
 * That its audience is a site of ours is for the caller to ask.
 * @throws DomainError `identity_expired` for one that held once; `identity_invalid` for everything else
 */
export async function verifyIdentity(token: string, secret: string, now: Date): Promise<SignedIdentity> {
  if (!secret || token.length > IDENTITY_TOKEN_MAX) throw invalidIdentity("This is no identity token");
  const claims = identityClaims.safeParse(await payloadOf(token, secret, now));
  if (!claims.success) throw invalidIdentity("The token needs sub, aud and exp as text, text and a number");
  const { sub, aud, exp, iat, name = null, email = null, phone_number: phone } = claims.data;
  if (!isShortLived({ exp, iat }, now.getTime() / 1000)) throw invalidIdentity("The token lives for over an hour");
  const site = aud === ANY_SITE ? aud : audienceHost(aud);
  if (!site) throw invalidIdentity("The token's aud is neither foyer nor a host");
  return { sub, site, name, email, ...(phone && { phone }), expiresAt: new Date(exp * 1000) };
}

async function payloadOf(token: string, secret: string, now: Date): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ["HS256"],
      requiredClaims: ["sub", "aud", "exp"],
      clockTolerance: CLOCK_SKEW_S,
      currentDate: now,
    });
    return payload;
  } catch (error) {
    // Told apart only after the signature was found good.
    if (error instanceof errors.JWTExpired) throw new DomainError("identity_expired", "The token has expired");
    throw invalidIdentity("The token cannot be verified");
  }
}
