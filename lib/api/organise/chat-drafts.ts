import { listOwnDraftsOf } from "@/lib/drafts/queries";
import { saveDraft } from "@/lib/drafts/save-draft";
import { draftInput } from "@/lib/drafts/schemas";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { chatIdOf } from "../chat/chat-id";
import { operatorContext } from "../context";

export const GET = route(async (request, context) => {
  const { actor, db } = await operatorContext(request);
  return Response.json({ drafts: await listOwnDraftsOf(db, actor, await chatIdOf(context)) });
});

export const PUT = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const chatId = await chatIdOf(context);
  return Response.json(await saveDraft(ctx, chatId, await readJson(request, draftInput)));
});
