import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartupError } from "@/db/startup-error";

/** Makes the data directory where it is missing and proves that it can be written. @throws StartupError */
export function prepareDataDir(dir: string): void {
  const probe = path.join(dir, `.write-test-${process.pid}`);
  try {
    makeDir(path.resolve(dir));
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : String(error);
    throw new StartupError(
      `The data directory ${path.resolve(dir)} cannot be written (${code}). Let this user write there, or set DATA_DIR to another folder.`,
    );
  }
}

/** Node's own recursive mkdir never returns below a folder that takes no entries, such as /proc. */
function makeDir(dir: string): void {
  if (existsSync(dir)) return;
  makeDir(path.dirname(dir));
  mkdirSync(dir);
}
