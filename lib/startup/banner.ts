export type Installation = {
  port: number;
  publicUrl: string | undefined;
  /** The one-time token, while there is no admin yet. */
  setupToken: string | null;
  database: "embedded" | "postgres";
  dataDir: string;
  realtime: "embedded" | "hosted";
  readyInMs: number;
};

/** What the person who started the product needs now: where to go, and what it stands on. */
export function banner(it: Installation): string {
  const site = it.publicUrl ?? `http://localhost:${it.port}`;
  // Another host name for the same port: for a browser the demo sites are then foreign, as customers' sites are.
  const demo = it.publicUrl ?? `http://127.0.0.1:${it.port}`;
  const rows: [string, string][] = [
    ...(it.setupToken
      ? ([["Set up", `${site}/setup?token=${encodeURIComponent(it.setupToken)}`]] satisfies [string, string][])
      : []),
    ["Inbox", `${site}/inbox`],
    ["Demo sites", `${demo}/demo`],
    ["Database", it.database === "embedded" ? `embedded, in ${it.dataDir}` : "Postgres (DATABASE_URL)"],
    ["Realtime", it.realtime === "embedded" ? "embedded, on the same port" : "Pusher protocol service (PUSHER_*)"],
  ];
  const lines = rows.map(([label, value]) => `    ${label.padEnd(12)}${value}`);
  const hint = it.setupToken ? ["", "  Open the set-up link first: it works once and makes the first admin."] : [];
  const seconds = (it.readyInMs / 1000).toFixed(1);
  return ["", `  Foyer is running (ready in ${seconds} s). Ctrl-C stops it.`, "", ...lines, ...hint, ""].join("\n");
}
