import { chatIdOf } from "@/lib/api/chat/chat-id";
import { operatorContext } from "@/lib/api/context";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { addNote } from "@/lib/notes/add-note";
import { addNoteInput } from "@/lib/notes/schemas";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const chatId = await chatIdOf(context);
  const { event, missed, created } = await addNote(ctx, chatId, await readJson(request, addNoteInput));
  const { seq, prev, createdAt } = event;
  return Response.json({ seq, prev, createdAt, event, missed }, { status: created ? 201 : 200 });
});
