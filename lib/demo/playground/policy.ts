import { createHash } from "node:crypto";

/**
 * The strictest policy that a website with the snippet can have: scripts and frames of the installation alone, no markup
 * from text. `look` is the page's own style sheet.
 */
export function strictPolicy(ownOrigin: string, installation: string, look: string): string {
  const hash = createHash("sha256").update(look).digest("base64");
  return [
    "default-src 'none'",
    `script-src ${installation} ${ownOrigin}`,
    `frame-src ${installation}`,
    `style-src 'sha256-${hash}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}
