import { database } from "@/db/client";
import { findEmbedTarget } from "@/lib/departments/embed-target";
import { widgetAssets } from "@/lib/embed/assets";
import { frameResponse, noFrameResponse } from "@/lib/embed/frame-response";
import { loaderResponse } from "@/lib/embed/loader-response";
import { param, route } from "@/lib/http/route";
import { realtimeClientConfig } from "@/lib/realtime/settings";

/** `/embed/KEY.js` is the loader, `/embed/KEY` the frame. */
export const GET = route(async (request, context) => {
  const name = await param(context, "key");
  const isLoader = name.endsWith(".js");
  const target = await findEmbedTarget(await database(), isLoader ? name.slice(0, -".js".length) : name);
  if (isLoader) return loaderResponse(target ? (await widgetAssets()).loader : "", target);
  if (!target) return noFrameResponse();
  return frameResponse({
    target,
    assets: await widgetAssets(),
    realtime: realtimeClientConfig(),
    url: new URL(request.url),
    acceptLanguage: request.headers.get("accept-language"),
  });
});
