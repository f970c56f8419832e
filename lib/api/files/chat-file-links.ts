import { chatIdOf } from "@/lib/api/chat/chat-id";
import { participantContext } from "@/lib/api/context";
import { authSecret } from "@/lib/auth/secret";
import { linkExpiry, signFileLink } from "@/lib/files/link";
import { listReadableFiles } from "@/lib/files/queries";
import { type FileLinksDto, fileLinksInput } from "@/lib/files/schemas";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";

/** Addresses under which the files of a chat can be had for a while without a token. */
export const POST = route(async (request, context) => {
  const { actor, db } = await participantContext(request);
  const chatId = await chatIdOf(context);
  const { fileIds } = await readJson(request, fileLinksInput);
  const expiresAt = linkExpiry(new Date());
  const secret = authSecret();
  const found = await listReadableFiles(db, actor, chatId, fileIds);
  const links = Object.fromEntries(
    found.map((fileId) => [fileId, signFileLink({ chatId, fileId }, expiresAt, secret)]),
  );
  return Response.json({ links, expiresAt: expiresAt.toISOString() } satisfies FileLinksDto);
});
