import { operatorContext } from "@/lib/api/context";
import { auditCsvLines } from "@/lib/audit/csv";
import { noteEntry } from "@/lib/audit/note-entry";
import { auditQuery } from "@/lib/audit/schemas";
import { commit } from "@/lib/context";
import { readQuery } from "@/lib/http/read-query";
import { route } from "@/lib/http/route";
import { assertAdmin } from "@/lib/operators/access";

/** The log as a file, line by line. Who took it away is in the log. */
export const GET = route(async (request) => {
  const ctx = await operatorContext(request);
  assertAdmin(ctx.actor);
  const query = readQuery(request, auditQuery);
  await commit(ctx, (tx) => noteEntry(tx, ctx.actor, { action: "audit.exported" }));
  const lines = auditCsvLines(ctx.db, query);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="audit-log.csv"',
      "x-content-type-options": "nosniff",
    },
  });
});
