import { pause } from "./clients/http";

/** Polls until it is so; false when the time is up. */
export async function untilTrue(isTrue: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await isTrue())) {
    if (performance.now() > deadline) return false;
    await pause(10);
  }
  return true;
}
