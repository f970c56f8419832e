import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { takePoints } from "@/lib/limits/take-points";
import { pushEndpointInput } from "@/lib/push/schemas";
import { pushTest } from "@/lib/push/subscribe";
import { operatorContext } from "../context";

/** Tests of one operator in a minute. */
const TESTS_MAX = 10;

export const POST = route(async (request) => {
  const ctx = await operatorContext(request);
  const { endpoint } = await readJson(request, pushEndpointInput);
  await takePoints(ctx.db, [{ key: `push-test ${ctx.actor.operatorId}`, points: TESTS_MAX, windowSeconds: 60 }]);
  await pushTest(ctx, endpoint);
  return Response.json({}, { status: 202 });
});
