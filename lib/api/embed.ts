import { database } from "@/db/client";
import { findEmbedTarget, isKeyShaped } from "@/lib/departments/embed-target";
import { widgetAssets } from "@/lib/embed/assets";
import { getConditions, getUnavailable } from "@/lib/embed/conditions";
import { frameFormats, frameLocale, frameResponse, noFrameResponse } from "@/lib/embed/frame-response";
import { loaderResponse, reportResponse } from "@/lib/embed/loader-response";
import { requestOrigin } from "@/lib/http/request-origin";
import { param, route } from "@/lib/http/route";
import { noteSighting } from "@/lib/installs/note-sighting";
import { LOADER_REPORTS, readSighting } from "@/lib/installs/rules";
import { realtimeClientConfig } from "@/lib/realtime/settings";

/**
 * `/embed/KEY.js` is the loader, `/embed/KEY` the frame; `?preview` is the frame as the page Appearance shows it, and
 * `/embed/KEY.js?twice` a loader's report of its page.
 */
export const GET = route(async (request, context) => {
  const name = await param(context, "key");
  const isLoader = name.endsWith(".js");
  const key = isLoader ? name.slice(0, -".js".length) : name;
  const db = await database();
  const { searchParams } = new URL(request.url);
  const report = LOADER_REPORTS.find((each) => searchParams.has(each)) ?? null;
  const sighting = isLoader ? readSighting({ headers: request.headers, ownOrigin: requestOrigin(request) }) : null;
  if (sighting && isKeyShaped(key)) noteSighting(db, key, sighting, report);
  if (isLoader && report) return reportResponse(report);
  const target = await findEmbedTarget(db, key);
  if (isLoader) return loaderResponse(target ? (await widgetAssets()).loader : "", target);
  if (!target) return noFrameResponse();
  const locale = frameLocale(request);
  return frameResponse({
    target,
    conditions: await getConditions(db, target),
    unavailable: await getUnavailable(db, locale),
    assets: await widgetAssets(),
    realtime: realtimeClientConfig(),
    url: new URL(request.url),
    locale,
    formats: frameFormats(request),
    isPreview: searchParams.has("preview"),
  });
});
