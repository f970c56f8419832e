import type { RealtimeClientConfig } from "@/lib/realtime/events";
import { realtimeSources } from "@/lib/realtime/sources";

export const POLICY_HEADER = "content-security-policy";

type PagePolicy = {
  /** Marks the scripts that Next writes into this one answer; base64. */
  nonce: string;
  realtime: RealtimeClientConfig;
  /** Host and port of the page, as the browser asked for it. */
  host: string;
  /** While developing, React builds the traces of its errors by `eval`. */
  isDevelopment: boolean;
};

/**
 * The Content-Security-Policy of our own pages: a script that was smuggled into one of them does not run and reaches nobody.
 * Styles may stand in the page, because React and the headless components write positions and sizes there.
 */
export const pagePolicy = ({ nonce, realtime, host, isDevelopment }: PagePolicy): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    // Pictures that are about to be sent are shown, and read, from the browser's own copy.
    "img-src 'self' data: blob:",
    `connect-src 'self' blob: ${realtimeSources(realtime, host)}`.trim(),
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");

/** The mark that a policy asks of the scripts in its page, for one that is written by us and not by Next. */
export const nonceOf = (policy: string | null): string | undefined => policy?.match(/'nonce-([^']+)'/)?.[1];
