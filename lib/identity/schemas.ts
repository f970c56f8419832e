import { z } from "zod";
import { clippedLine, emailAddress, isBlank, phoneNumber } from "@/lib/text";

/** Bytes of a token that is worth reading; those that sites sign have a few hundred. */
export const IDENTITY_TOKEN_MAX = 4096;
const SUB_MAX = 200;
const NAME_MAX = 120;

/**
 * A person as a site vouches for them. `sub` is the site's own id of them; name and address are null when it tells none, and
 * `phone` is there only when it tells one.
 */
export type Identity = { sub: string; name: string | null; email: string | null; phone?: string };

/** What a token that holds says; `site` is `foyer` or the host that it was made for. */
export type SignedIdentity = Identity & { site: string; expiresAt: Date };

/** What is kept of it with a chat. */
export const identityOf = ({ sub, name, email, phone }: Identity): Identity => ({
  sub,
  name,
  email,
  ...(phone !== undefined && { phone }),
});

/** The claims that we read. A name or address that is none does not make the person another: it is left out. */
export const identityClaims = z.object({
  sub: z
    .string()
    .max(SUB_MAX)
    .refine((text) => !isBlank(text) && !/[\p{Cc}\p{Cs}]/u.test(text)),
  aud: z.union([z.string(), z.tuple([z.string()]).transform(([only]) => only)]),
  exp: z.number(),
  iat: z.number().optional(),
  name: clippedLine(NAME_MAX)
    .transform((text) => (isBlank(text) ? null : text))
    .nullish()
    .catch(null),
  email: emailAddress.nullish().catch(null),
  phone_number: phoneNumber.catch(null),
});
