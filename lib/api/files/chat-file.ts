import { database } from "@/db/client";
import { chatIdOf } from "@/lib/api/chat/chat-id";
import { participantContext } from "@/lib/api/context";
import { authSecret } from "@/lib/auth/secret";
import { notFound } from "@/lib/errors";
import type { FileRow } from "@/lib/files/access";
import { isSignedLink } from "@/lib/files/link";
import { findFile, getFile } from "@/lib/files/queries";
import type { HttpRequest } from "@/lib/http/request";
import { route } from "@/lib/http/route";
import { fileIdOf } from "./file-id";
import { fileResponse } from "./file-response";

/**
 * The bytes of a file, or of its small picture with `?thumb`: for whoever may see the chat, and for whoever has an
 * address that was signed for them, because an `<img>` sends no token.
 */
export const GET = route(async (request, context) => {
  const chatId = await chatIdOf(context);
  const fileId = await fileIdOf(context);
  const { searchParams } = new URL(request.url);
  const isSigned = searchParams.has("signature");
  const row = isSigned ? await signedFile(chatId, fileId, searchParams) : await ownFile(request, chatId, fileId);
  return fileResponse(row, { isThumb: searchParams.has("thumb"), isSigned });
});

/** A wrong or an old signature is answered as if there were no such file. */
async function signedFile(chatId: string, fileId: string, search: URLSearchParams): Promise<FileRow> {
  const isGood = isSignedLink({ chatId, fileId }, search, new Date(), authSecret());
  const row = isGood ? await findFile(await database(), chatId, fileId) : null;
  if (!row) throw notFound();
  return row;
}

async function ownFile(request: HttpRequest, chatId: string, fileId: string): Promise<FileRow> {
  const { actor, db } = await participantContext(request);
  return getFile(db, actor, chatId, fileId);
}
