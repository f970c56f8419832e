import { z } from "zod";
import { authSecret } from "@/lib/auth/secret";
import { findListening } from "@/lib/channels/find-listening";
import { channelDoor } from "@/lib/channels/process-channels";
import { processUpdates } from "@/lib/channels/process-updates";
import { updateSecret } from "@/lib/channels/secrets";
import { sendReplies } from "@/lib/channels/send-replies";
import { storeUpdates } from "@/lib/channels/store-updates";
import { processDoor } from "@/lib/door";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { readJson } from "@/lib/http/read-json";
import { param, route } from "@/lib/http/route";

/**
 * What a service tells of a channel, one update a request. It is answered as soon as it is stored; a repeated one is answered
 * the same. Without the channel's secret nothing is read and nothing is told, not even whether there is such a channel.
 */
export const POST = route(async (request, context) => {
  const channelId = z.uuid().safeParse(await param(context, "channelId")).data;
  const door = channelDoor(await processDoor());
  const listening = channelId ? await findListening(door, channelId) : null;
  const isKnown = (secret: string) => listening?.kind.isFromService(request.headers, secret, listening.token) ?? false;
  if (!channelId || !listening || !isKnown(updateSecret(channelId, authSecret()))) {
    throw new DomainError("unauthenticated", "Send the secret of this channel");
  }
  const { kind, token } = listening;
  const updates = kind.readRequest ? await kind.readRequest(token, request) : [await readJson(request, z.unknown())];
  const { refused, retryAfterSeconds } = await storeUpdates(door, { channelId, kind, updates });
  // A mail is in no mailbox of ours: whoever passes it on is to keep it. Of a messenger, the writer has been told.
  if (refused > 0 && kind.letters) {
    throw new DomainError("rate_limited", "Too many mails at once", { retryAfterSeconds });
  }
  // Elsewhere a tick does it within the second; here nothing runs once the answer is out.
  if (env().VERCEL) {
    await processUpdates(door);
    await sendReplies(door);
  }
  return Response.json({ ok: true });
});
