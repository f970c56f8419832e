import { operatorContext } from "@/lib/api/context";
import { readQuery } from "@/lib/http/read-query";
import { route } from "@/lib/http/route";
import { csvLines } from "@/lib/reports/csv";
import { getReport } from "@/lib/reports/get-report";
import { reportQuery } from "@/lib/reports/schemas";

/** The rows of a report as a file, line by line. */
export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  const query = readQuery(request, reportQuery);
  const report = await getReport(db, actor, query);
  const { from, to } = report.period;
  const lines = csvLines(report, query.group);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="report-${query.group}-${from}-${to}.csv"`,
      "x-content-type-options": "nosniff",
    },
  });
});
