import { writeFileSync } from "node:fs";
import path from "node:path";
import { runTool, type Scanned } from "./tool";

/** A request of which every value is tried. */
export type Target = {
  name: string;
  method: "GET" | "POST";
  path: string;
  body?: object;
  headers?: Record<string, string>;
};

const LIMIT_MS = 240_000;

/** Tries to get at the database through one request: its query, its JSON, and at this level its cookie, too. */
export async function scanRequest(origin: string, target: Target, folder: string): Promise<Scanned> {
  const { host } = new URL(origin);
  const body = target.body ? JSON.stringify(target.body) : "";
  const headers = {
    Host: host,
    Origin: origin,
    Accept: "application/json",
    ...(body && { "Content-Type": "application/json", "Content-Length": String(Buffer.byteLength(body)) }),
    ...target.headers,
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const file = path.join(folder, `${target.name.replaceAll(/\W+/g, "-")}.txt`);
  writeFileSync(file, `${target.method} ${target.path} HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n${body}`);
  const args = [
    "-r",
    file,
    // Else it waits for targets from there.
    "--ignore-stdin",
    "--batch",
    "--disable-coloring",
    "--dbms=PostgreSQL",
    "--level=2",
    "--risk=2",
    "--threads=2",
  ]
    .concat(["--technique=BEUST", "--time-sec=3", "--timeout=15", "--retries=1", "--skip-waf", "--flush-session"])
    .concat(["--ignore-code=*", `--output-dir=${path.join(folder, "sqlmap")}`, "--answers=keep=Y,extend=N,reduce=N"]);
  const output = await runTool("sqlmap", args, LIMIT_MS);
  const found = [...output.matchAll(/^Parameter: (.+)$|is vulnerable|back-end DBMS: (.+)$/gm)].map(([line]) => line);
  const tried = output.match(/testing for SQL injection on/g)?.length ?? 0;
  const isTried = tried > 0 && /do not appear to be injectable|Parameter: /.test(output);
  if (!isTried) throw new Error(`sqlmap tried nothing at ${target.name}:\n${output.slice(-2000)}`);
  return { target: target.name, tried, findings: found };
}
