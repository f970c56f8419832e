// `npm start`: from a fresh clone to the running product. Installs and builds what is missing, then becomes the server.

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 9)) {
  console.error(`\n  Foyer needs Node.js 20.9 or newer; this is ${process.version}. Get it from https://nodejs.org\n`);
  process.exit(1);
}

const { Refusal, releaseSignals, runMain } = await import("./lib/exec.mjs");
const { importFile, root, serverBundle } = await import("./lib/project.mjs");

runMain(async () => {
  process.chdir(root);
  await refuseBusyPort();
  const { ensureInstalled } = await import("./lib/install.mjs");
  await ensureInstalled();
  const { ensureBuilt } = await import("./lib/build.mjs");
  await ensureBuilt();
  process.env.NODE_ENV = "production";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  releaseSignals();
  await importFile(serverBundle);
});

/** Before the slow steps; the server parses its environment itself and names what is wrong there. */
async function refuseBusyPort() {
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return;
  const { portProblem } = await import("./lib/port.mjs");
  const problem = await portProblem(process.env.HOST || "0.0.0.0", port);
  if (problem) throw new Refusal(`Foyer cannot start. ${problem}`);
}
