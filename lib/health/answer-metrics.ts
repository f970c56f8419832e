import type { Db } from "@/db/types";
import { notFound } from "@/lib/errors";
import { gaugeLines } from "@/lib/health/gauge-lines";
import { metrics } from "@/lib/health/metrics";
import { type Gauges, readGauges } from "@/lib/health/read-gauges";
import { assertBearerSecret } from "@/lib/http/bearer-secret";
import type { HttpRequest } from "@/lib/http/request";
import { log } from "@/lib/log";

type Sources = {
  token: string | undefined;
  db: () => Promise<Db>;
  /** Open sockets of this process; null where realtime is elsewhere. */
  sockets: number | null;
};

/**
 * For a Prometheus server: what this process counted, and the state of the installation. Without a token set there is no
 * such page at all. @throws DomainError `not_found`, `unauthenticated`
 */
export async function answerMetrics(request: HttpRequest, { token, db, sockets }: Sources): Promise<Response> {
  if (!token) throw notFound();
  assertBearerSecret(request, token, "the metrics token");
  const { registry } = metrics();
  const lines = [...gaugeLines(await readOrNull(db), sockets), await registry.metrics()];
  return new Response(lines.join("\n"), { headers: { "content-type": registry.contentType } });
}

/** A database that is away must not hide what this process knows of itself. */
async function readOrNull(db: Sources["db"]): Promise<Gauges | null> {
  try {
    return await readGauges(await db());
  } catch (error) {
    log.warn({ err: error }, "the metrics of the database could not be read");
    return null;
  }
}
