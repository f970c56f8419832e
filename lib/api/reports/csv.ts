import { operatorContext } from "@/lib/api/context";
import { csvResponse } from "@/lib/http/csv-response";
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
  return csvResponse(csvLines(report, query.group), `report-${query.group}-${from}-${to}.csv`);
});
