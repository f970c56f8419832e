import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { processPushKeys } from "@/lib/push/process-push";
import { type PushStateDto, pushEndpointInput, pushSubscriptionInput } from "@/lib/push/schemas";
import { listDevices, subscribe, unsubscribe } from "@/lib/push/subscribe";
import { operatorContext } from "../context";

export const GET = route(async (request) => {
  const { db, actor } = await operatorContext(request);
  const { publicKey } = await processPushKeys(db);
  const state: PushStateDto = { publicKey, devices: await listDevices(db, actor), now: new Date().toISOString() };
  return Response.json(state);
});

export const PUT = route(async (request) => {
  const ctx = await operatorContext(request);
  await subscribe(ctx, await readJson(request, pushSubscriptionInput));
  return Response.json({});
});

export const DELETE = route(async (request) => {
  const ctx = await operatorContext(request);
  await unsubscribe(ctx, (await readJson(request, pushEndpointInput)).endpoint);
  return Response.json({});
});
