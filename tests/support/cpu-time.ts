/**
 * Milliseconds of computing that `work` took. Unlike a clock it does not count what other work on the machine took, so a
 * wide bound tells "in proportion" from "for ever" anywhere.
 */
export function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
