import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { rows } from "@/db/rows";
import type { Job } from "@/lib/jobs/job";
import { jobs } from "@/lib/jobs/registry";
import { runJob } from "@/lib/jobs/run-job";
import { analyzeOutgrownTables } from "@/lib/jobs/tidy-embedded-database";
import { testDatabase, withFreshDatabase } from "@/tests/support/database";
import { unique } from "@/tests/support/factories";

const door = async () => ({ db: await testDatabase(), publish: async () => undefined });

/** A job of its own name that counts its runs. */
function countingJob(options: Partial<Job> = {}): Job & { runs: number } {
  const job = {
    name: unique("job"),
    everySeconds: 3600,
    leaseSeconds: 60,
    runs: 0,
    run: async () => {
      job.runs++;
      return { done: 1 };
    },
    ...options,
  };
  return job;
}

async function age(job: Job, columns: { lastRunAt?: number; lockedUntil?: number }) {
  const db = await testDatabase();
  const { lastRunAt = 0, lockedUntil = 0 } = columns;
  await db.execute(
    sql`update job_leases set last_run_at = last_run_at - make_interval(secs => ${lastRunAt}),
        locked_until = locked_until - make_interval(secs => ${lockedUntil}) where name = ${job.name}`,
  );
}

test("of several processes that ask at once, one runs the job", async () => {
  const job = countingJob();
  const asking = await Promise.all(Array.from({ length: 5 }, async () => runJob(await door(), job)));
  expect(job.runs).toBe(1);
  expect(asking.filter(({ ran }) => ran)).toEqual([{ ran: true, result: { done: 1 } }]);
});

test("a job that ran is due again after its pause and not before", async () => {
  const job = countingJob();
  await runJob(await door(), job);
  await age(job, { lastRunAt: 3590, lockedUntil: 3590 });
  expect(await runJob(await door(), job)).toEqual({ ran: false });
  await age(job, { lastRunAt: 20 });
  expect(await runJob(await door(), job)).toEqual({ ran: true, result: { done: 1 } });
});

test("a run that failed is tried again when its lease has ended", async () => {
  const job = countingJob({ run: () => Promise.reject(new Error("broken")) });
  await expect(runJob(await door(), job)).rejects.toThrow("broken");
  expect(await runJob(await door(), job)).toEqual({ ran: false });
  await age(job, { lockedUntil: 61 });
  await expect(runJob(await door(), job)).rejects.toThrow("broken");
});

test("a run that outlived its lease does not end the lease of the next one", async () => {
  const db = await testDatabase();
  const job = countingJob();
  const takenOver = async () => {
    await db.execute(sql`update job_leases set locked_until = now() + interval '1 hour' where name = ${job.name}`);
    return {};
  };
  await runJob(await door(), { ...job, run: takenOver });
  const [lease] = await rows<{ held: boolean }>(
    db,
    sql`select locked_until > now() + interval '59 minutes' as held from job_leases where name = ${job.name}`,
  );
  expect(lease?.held).toBe(true);
});

test("a job whose rows decide who does what runs in every process that asks, without a lease", async () => {
  const job = countingJob({ leaseSeconds: null });
  const asking = await Promise.all(Array.from({ length: 4 }, async () => runJob(await door(), job)));
  expect(asking).toEqual(Array(4).fill({ ran: true, result: { done: 1 } }));
  const leases = await rows(await testDatabase(), sql`select 1 from job_leases where name = ${job.name}`);
  expect(leases).toEqual([]);
});

test("a job with nothing to do runs not and writes nothing, and runs as soon as there is something", async () => {
  let isNeeded = false;
  const job = countingJob({ isNeeded: async () => isNeeded });
  expect(await runJob(await door(), job)).toEqual({ ran: false });
  const db = await testDatabase();
  expect(await rows(db, sql`select 1 from job_leases where name = ${job.name}`)).toEqual([]);
  isNeeded = true;
  expect(await runJob(await door(), job)).toEqual({ ran: true, result: { done: 1 } });
  expect(job.runs).toBe(1);
});

test("every timed job answers counts, also where there is nothing to do", async () => {
  await withFreshDatabase(async (db) => {
    for (const job of jobs) {
      // What the migrations and the jobs before this one put there has yet to be counted.
      await analyzeOutgrownTables(db);
      await job.isNeeded?.(db);
      const actor = { type: "system", job: job.name } as const;
      const result = await job.run({ actor, db, publish: async () => undefined });
      for (const count of Object.values(result)) expect(count).toBe(0);
    }
  });
});
