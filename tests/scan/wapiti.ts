import { readFileSync } from "node:fs";
import path from "node:path";
import { runTool, type Scanned } from "./tool";

/** All that need nothing from the internet and change nothing by their nature. */
const MODULES =
  "backup,cookieflags,crlf,csp,exec,file,htaccess,http_headers,methods,permanentxss,redirect,sql,blindsql,xss";

type Entry = { method: string; path: string; info: string; level: number; parameter: string; module?: string };
type Report = { vulnerabilities: Record<string, Entry[]>; infos: { crawled_pages_nbr?: number } };

type Options = {
  origin: string;
  starts: readonly string[];
  cookie?: string;
  folder: string;
  name: string;
  seconds: number;
};

/** Crawls a site from its pages on, and attacks what it finds there: links, forms, parameters, headers. */
export async function scanSite({ origin, starts, cookie, folder, name, seconds }: Options): Promise<Scanned> {
  const file = path.join(folder, `${name}.json`);
  const args = ["-u", `${origin}/`, "--scope", "domain", "-f", "json", "-o", file, "-v", "0", "--no-bugreport"]
    .concat(["-m", MODULES, "-d", "4", "--max-links-per-page", "60", "--max-files-per-dir", "40"])
    .concat(["--max-scan-time", String(seconds), "--max-attack-time", String(Math.ceil(seconds / 6)), "-t", "15"])
    .concat(["--flush-session", "--store-session", path.join(folder, `${name}-session`)])
    .concat(starts.flatMap((start) => ["-s", origin + start]))
    .concat(cookie ? ["-H", `Cookie: ${cookie}`] : []);
  await runTool("wapiti", args, (seconds * 4 + 120) * 1000);
  const { vulnerabilities, infos } = JSON.parse(readFileSync(file, "utf8")) as Report;
  const findings = Object.entries(vulnerabilities).flatMap(([kind, entries]) =>
    entries.map(({ method, path: at, info, parameter }) =>
      `${kind}: ${method} ${at} ${parameter ?? ""} ${info}`.trim(),
    ),
  );
  return { target: name, tried: infos.crawled_pages_nbr ?? null, findings };
}
