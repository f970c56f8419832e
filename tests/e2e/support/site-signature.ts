import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { sealIdentitySecret } from "@/lib/identity/secret";
import { quoted, runSql } from "./door";

const authSecret = () => readFileSync(path.join(process.env.E2E_DATA_DIR ?? "", "secret"), "utf8").trim();
/** One for all workers of a run: they share the installation. */
const siteSecret = () => createHmac("sha256", authSecret()).update("a site's secret").digest("base64url");

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token as the site's server signs it. */
export function sign(claims: Record<string, unknown>): string {
  const text = `${part({ alg: "HS256" })}.${part({ aud: "foyer", exp: Math.floor(Date.now() / 1000) + 600, ...claims })}`;
  return `${text}.${createHmac("sha256", siteSecret()).update(text).digest("base64url")}`;
}

/** Makes the installation believe what `sign` gives. */
export async function believeSite(): Promise<void> {
  const sealed = sealIdentitySecret(siteSecret(), authSecret());
  await runSql(`update company set identity_secret_encrypted = ${quoted(sealed)}`);
}
