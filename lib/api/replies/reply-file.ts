import { operatorContext } from "@/lib/api/context";
import { fileIdOf } from "@/lib/api/files/file-id";
import { fileResponse } from "@/lib/api/files/file-response";
import { route } from "@/lib/http/route";
import { getReplyFile } from "@/lib/replies/reply-files";

/** The bytes of a file of a canned reply, or of its small picture with `?thumb`. */
export const GET = route(async (request, context) => {
  const { actor, db } = await operatorContext(request);
  const fileId = await fileIdOf(context);
  const row = await getReplyFile(db, actor, fileId);
  return fileResponse(row, { isThumb: new URL(request.url).searchParams.has("thumb"), isSigned: false });
});
