import { processDoor } from "@/lib/door";
import { notFound } from "@/lib/errors";
import { assertCronRequest } from "@/lib/http/cron";
import { param, route } from "@/lib/http/route";
import { findJob } from "@/lib/jobs/registry";
import { runJob } from "@/lib/jobs/run-job";

/** Runs one timed job, for hosts that have a clock but no process of ours; answers counts, after the work. */
export const GET = route(async (request, context) => {
  assertCronRequest(request);
  const job = findJob(await param(context, "job"));
  if (!job) throw notFound();
  return Response.json(await runJob(await processDoor(), job));
});
