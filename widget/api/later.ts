import type { HostCall } from "../protocol";
import type { Launcher } from "./launcher";
import { coverPage } from "./phone";

// Everything that the loader needs only after somebody did something. What a phone needs is here, because there it is
// needed by whoever opens the chat; what a page asks for by foyer() comes with the first such call.

/** Does what the loader or the page asks. Rejects for a command that does not exist. */
export async function run(launcher: Launcher, [command, ...values]: HostCall): Promise<unknown> {
  if (command === "phone") return coverPage(launcher);
  const { runCommand } = await import("./commands");
  return runCommand(launcher, `${command}`, values);
}
