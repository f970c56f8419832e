import { once } from "node:events";
import { createServer } from "node:net";

/** Ports that the suites have in their sources: the proxy of `pusher`, the helper servers of `pusher-js`. */
export const HELPER_PORTS = [3000, 3001];
const SUITE_PORTS = [8321, ...HELPER_PORTS];

/** Throws, naming the port, when a port that cannot be chosen is in use. */
export async function refuseTakenPorts(): Promise<void> {
  for (const port of SUITE_PORTS) {
    const probe = createServer().listen({ port, exclusive: true });
    const problem = await once(probe, "listening").then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error.code,
    );
    if (problem) throw new Error(`The suites need port ${port}, which cannot be had (${problem}). Stop what uses it.`);
    probe.close();
    await once(probe, "close");
  }
}
