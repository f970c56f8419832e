import { operatorContext } from "@/lib/api/context";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { readReview } from "@/lib/reviews/read-review";
import { readReviewInput } from "@/lib/reviews/schemas";

export const POST = route(async (request) => {
  const ctx = await operatorContext(request);
  return Response.json(await readReview(ctx, await readJson(request, readReviewInput)));
});
