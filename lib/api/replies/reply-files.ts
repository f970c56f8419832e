import { operatorContext } from "@/lib/api/context";
import { readUpload } from "@/lib/api/files/read-upload";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { uploadFile } from "@/lib/files/upload-file";
import { route } from "@/lib/http/route";
import { forReplies } from "@/lib/replies/reply-files";

/** Takes one file for a canned reply that is being written, its bytes as the body. */
export const POST = route(async (request) => {
  const ctx = await operatorContext(request);
  const file = await uploadFile(ctx, fileStorage(), forReplies, readUpload(request));
  return Response.json({ file }, { status: 201 });
});
