/** Longest life of a token from its issue to its end: a copied one must not open chats for days. */
export const IDENTITY_LIFE_MAX_S = 3600;
/** Clocks of two servers may differ by this much. */
export const CLOCK_SKEW_S = 60;
/** The audience of a token that counts on every site of the company. */
export const ANY_SITE = "foyer";

type Times = {
  /** Seconds since 1970, as the token says them. */
  exp: number;
  iat?: number | undefined;
};

/** Whether a token was made for a short time and not for later. That it has not ended yet is another question. */
export function isShortLived({ exp, iat }: Times, nowS: number): boolean {
  const from = iat ?? nowS;
  const skew = iat === undefined ? CLOCK_SKEW_S : 0;
  return exp - from <= IDENTITY_LIFE_MAX_S + skew && from <= nowS + CLOCK_SKEW_S;
}

/** The host of an audience as a site writes it, `shop.example.com` or `https://shop.example.com`; null for anything else. */
export function audienceHost(audience: string): string | null {
  const url = audience.includes("/") ? audience : `https://${audience}`;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return null;
  const { host, pathname, search, hash, username, password } = new URL(url);
  return host && pathname === "/" && !search && !hash && !username && !password ? host : null;
}

/**
 * Under which name a person is kept: two sites of a company may both have a customer 42, so what a token says for one
 * site is somebody else on another. Neither `foyer` nor a host has a space in it.
 */
export const identityKey = (site: string, sub: string) => `${site} ${sub}`;
