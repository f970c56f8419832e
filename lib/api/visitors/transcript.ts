import { chatIdOf } from "@/lib/api/chat/chat-id";
import { visitorWriteContext } from "@/lib/api/context";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { isMailConfigured } from "@/lib/mail/settings";
import { mailTranscript } from "@/lib/transcripts/mail-transcript";
import { mailTranscriptInput } from "@/lib/transcripts/schemas";

export const POST = route(async (request, context) => {
  const ctx = await visitorWriteContext(request);
  const chatId = await chatIdOf(context);
  const { timeZone } = await readJson(request, mailTranscriptInput);
  return Response.json(await mailTranscript(ctx, chatId, { timeZone, isMailConfigured: isMailConfigured() }), {
    status: 202,
  });
});
