import { z } from "zod";
import { database } from "@/db/client";
import { chatIdOf } from "@/lib/api/chat/chat-id";
import { participantContext } from "@/lib/api/context";
import { authSecret } from "@/lib/auth/secret";
import { notFound } from "@/lib/errors";
import type { FileRow } from "@/lib/files/access";
import { contentDisposition } from "@/lib/files/disposition";
import { isSignedLink } from "@/lib/files/link";
import { findFile, getFile } from "@/lib/files/queries";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { param, type RouteParams, route } from "@/lib/http/route";

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
  const isThumb = searchParams.has("thumb");
  const key = isThumb ? row.thumbKey : row.storageKey;
  const stored = key === null ? null : await fileStorage().open(key);
  if (!stored) throw notFound();
  return new Response(stored.body, { headers: headersOf(row, stored.size, { isThumb, isSigned }) });
});

async function fileIdOf(context: RouteParams): Promise<string> {
  const parsed = z.uuid().safeParse(await param(context, "fileId"));
  if (!parsed.success) throw notFound();
  return parsed.data;
}

/** A wrong or an old signature is answered as if there were no such file. */
async function signedFile(chatId: string, fileId: string, search: URLSearchParams): Promise<FileRow> {
  const isGood = isSignedLink({ chatId, fileId }, search, new Date(), authSecret());
  const row = isGood ? await findFile(await database(), chatId, fileId) : null;
  if (!row) throw notFound();
  return row;
}

async function ownFile(request: Request, chatId: string, fileId: string): Promise<FileRow> {
  const { actor, db } = await participantContext(request);
  return getFile(db, actor, chatId, fileId);
}

type Form = { isThumb: boolean; isSigned: boolean };

/** Only pictures that we drew ourselves are shown in a browser; everything else is a download that runs nothing. */
function headersOf({ name, type, width }: FileRow, size: number, { isThumb, isSigned }: Form): Headers {
  const isPicture = width !== null;
  const isText = type.startsWith("text/");
  const headers = new Headers({
    "content-type": isThumb ? "image/webp" : isText ? `${type}; charset=utf-8` : type,
    "content-disposition": contentDisposition(isPicture ? "inline" : "attachment", name),
    "cache-control": "private, max-age=600",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "referrer-policy": "no-referrer",
    // A signed address is shown in frames on other sites; with a cookie no other site may look for files.
    "cross-origin-resource-policy": isSigned ? "cross-origin" : "same-origin",
  });
  if (Number.isSafeInteger(size)) headers.set("content-length", String(size));
  return headers;
}
