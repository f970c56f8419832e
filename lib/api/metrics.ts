import { database } from "@/db/client";
import { env } from "@/lib/env";
import { answerMetrics } from "@/lib/health/answer-metrics";
import { route } from "@/lib/http/route";
import { embeddedRealtime } from "@/lib/realtime/server";

export const GET = route((request) =>
  answerMetrics(request, {
    token: env().METRICS_TOKEN,
    db: database,
    sockets: embeddedRealtime()?.stats().connections ?? null,
  }),
);
