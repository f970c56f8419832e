const startedAt = performance.now();

/** One line, after the seconds since the bench began: whoever waits sees that it moves, and where it is. */
export function tell(line: string): void {
  console.log(`${secondsSince(startedAt).padStart(6)} s  ${line}`);
}

const secondsSince = (at: number) => ((performance.now() - at) / 1000).toFixed(0);

/** Runs statements one after the other; tells of each before it runs when it is one of those that take time. */
export async function runTold(
  statements: readonly string[],
  run: (statement: string) => Promise<unknown>,
): Promise<void> {
  const before = performance.now();
  for (const statement of statements) {
    const [name] = /^\s*(?:insert into|update|create index|vacuum)\s+\w+/.exec(statement) ?? [];
    if (name && !statement.includes("seed_texts (")) tell(name.replace(/\s+/g, " ").trim());
    await run(statement);
  }
  tell(`seeded in ${secondsSince(before)} s`);
}

/** @throws Error that names `what` once `seconds` are over; what `work` has begun is the caller's to end. */
export async function within<T>(seconds: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
