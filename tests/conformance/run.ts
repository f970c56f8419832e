// `npm run test:conformance`: runs the suites that Pusher ships in its own packages against the embedded realtime server.
// They are fetched from npm into a temporary folder and run as they are; only names of hosts lead elsewhere.
// `-- --only=worker` runs the suites with that word in their name.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { endChildren } from "./child";
import { refuseTakenPorts } from "./ports";
import { startRealtimeHost } from "./realtime-host";
import { printReport } from "./report";
import { runSuites } from "./suites";
import { setUpWorkshop } from "./workshop";

async function main(): Promise<boolean> {
  await refuseTakenPorts();
  const folder = mkdtempSync(path.join(tmpdir(), "foyer-conformance-"));
  process.once("exit", () => {
    endChildren("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  const workshop = await setUpWorkshop(folder);
  const host = await startRealtimeHost(workshop.certificate);
  const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length);
  const results = await runSuites(workshop, host, only).finally(() => host.close());
  return printReport(results, host.stats());
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    endChildren("SIGTERM");
    setTimeout(() => process.exit(1), 2_000);
  });
}

main().then(
  (hasPassed) => process.exit(hasPassed ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
