import { z } from "zod";
import { requiredLine } from "@/lib/text";
import { API_KEY_DAYS, API_KEY_NAME_MAX, API_SCOPES, type ApiKeyState, type ApiScope } from "./rules";

export const apiKeyInput = z.object({
  name: requiredLine(API_KEY_NAME_MAX),
  scopes: z
    .array(z.enum(API_SCOPES, "choice"))
    .min(1, "apiScopes")
    .max(API_SCOPES.length, "choice")
    .transform((scopes) => [...new Set(scopes)]),
  /** Null: until it is revoked. */
  expiresInDays: z.literal(API_KEY_DAYS, "choice").nullable(),
});
export type ApiKeyInput = z.infer<typeof apiKeyInput>;

export type ApiKeyDto = {
  id: string;
  name: string;
  keyStart: string;
  scopes: ApiScope[];
  state: ApiKeyState;
  expiresAt: string | null;
  /** To the minute. */
  lastUsedAt: string | null;
  createdAt: string;
  /** Null: nobody remembers. */
  createdBy: string | null;
};
