import { operatorContext } from "@/lib/api/context";
import { csvResponse } from "@/lib/http/csv-response";
import { readQuery } from "@/lib/http/read-query";
import { route } from "@/lib/http/route";
import { reviewsCsv } from "@/lib/reviews/csv";
import { reviewsQuery } from "@/lib/reviews/schemas";

/** The reviews that somebody sees as a list, as a file, piece by piece: operators get their own. */
export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  const query = readQuery(request, reviewsQuery);
  return csvResponse(reviewsCsv(db, actor, query), `reviews-${query.days}-days.csv`);
});
