import pg from "pg";
import { WorkerLink } from "@/db/embedded/worker-link";

/** One answered statement: what was asked, and for how long the program waited for the answer. */
export type Statement = { text: string; params: unknown[]; ms: number };
export type Measured<T> = {
  result: T;
  /** Of the whole work, with what the program itself does between its statements. */
  totalMs: number;
  /** Time spent waiting for the database, over all statements; the way there and back is in it. */
  databaseMs: number;
  /** Of that, what the database's processes had a core for; NaN where nobody tells. */
  databaseCpuMs: number;
  statements: Statement[];
};

let recorded: Statement[] | null = null;

/**
 * Runs `work` and notes every statement that goes to either kind of database meanwhile. One at a time. `cpu` tells how
 * long the database's processes have had a core by now.
 */
export async function measure<T>(work: () => Promise<T>, cpu: (() => number) | null = null): Promise<Measured<T>> {
  const statements: Statement[] = [];
  recorded = statements;
  const cpuBefore = cpu?.() ?? Number.NaN;
  const startedAt = performance.now();
  try {
    const result = await work();
    const totalMs = performance.now() - startedAt;
    const databaseMs = statements.reduce((sum, { ms }) => sum + ms, 0);
    return { result, totalMs, databaseMs, databaseCpuMs: (cpu?.() ?? Number.NaN) - cpuBefore, statements };
  } finally {
    recorded = null;
  }
}

async function note<T>(text: string, params: unknown[], answer: Promise<T>): Promise<T> {
  const into = recorded;
  if (!into) return answer;
  const startedAt = performance.now();
  try {
    return await answer;
  } finally {
    into.push({ text, params, ms: performance.now() - startedAt });
  }
}

/** Wraps the two narrow places through which all statements go: node-postgres's client and the embedded worker's link. */
function watch(): void {
  const client: { query: (...given: unknown[]) => unknown } = pg.Client.prototype;
  const query = client.query;
  client.query = function (this: unknown, ...given: unknown[]) {
    const answer = query.apply(this, given);
    if (!(answer instanceof Promise)) return answer;
    const [statement, params] = given;
    const text = typeof statement === "string" ? statement : textOf(statement);
    return note(text, Array.isArray(params) ? params : [], answer);
  };
  const send = WorkerLink.prototype.send;
  WorkerLink.prototype.send = function (operation) {
    const answer = send.call(this, operation);
    if (operation.op === "close") return answer;
    return note(operation.sql, operation.op === "query" ? operation.params : [], answer);
  };
}

const textOf = (config: unknown): string =>
  typeof config === "object" && config !== null && "text" in config ? String(config.text) : "";

watch();

/** What the statements of some repetitions took, by their text: the dearest first. */
export function dearest(repetitions: readonly (readonly Statement[])[], count: number) {
  const byText = new Map<string, number>();
  for (const { text, ms } of repetitions.flat()) byText.set(text, (byText.get(text) ?? 0) + ms);
  return [...byText]
    .map(([text, ms]) => ({ text: text.replace(/\s+/g, " ").trim(), ms: ms / repetitions.length }))
    .sort((one, other) => other.ms - one.ms)
    .slice(0, count);
}
