import { operatorContext } from "@/lib/api/context";
import { csvResponse } from "@/lib/http/csv-response";
import { readQuery } from "@/lib/http/read-query";
import { route } from "@/lib/http/route";
import { availabilityCsv } from "@/lib/reports/availability/csv";
import { askedOf } from "@/lib/reports/get-report";
import { reportQuery } from "@/lib/reports/schemas";

/** What the departments of a report were, to the minute, as a file, department by department. */
export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  const asked = await askedOf(db, actor, readQuery(request, reportQuery));
  const { from, to } = asked.frame.span;
  return csvResponse(availabilityCsv(db, asked), `availability-${from}-${to}.csv`);
});
