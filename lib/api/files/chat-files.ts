import { chatIdOf } from "@/lib/api/chat/chat-id";
import { writerContext } from "@/lib/api/context";
import { inChat } from "@/lib/files/reserve-file";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { uploadFile } from "@/lib/files/upload-file";
import { route } from "@/lib/http/route";
import { readUpload } from "./read-upload";

/** Takes one file, its bytes as the body. What can be refused is refused before a byte is read. */
export const POST = route(async (request, context) => {
  const ctx = await writerContext(request);
  const chatId = await chatIdOf(context);
  const file = await uploadFile(ctx, fileStorage(), inChat(chatId), readUpload(request));
  return Response.json({ file }, { status: 201 });
});
