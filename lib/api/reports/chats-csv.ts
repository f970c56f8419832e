import { operatorContext } from "@/lib/api/context";
import { readQuery } from "@/lib/http/read-query";
import { route } from "@/lib/http/route";
import { reportChatsQuery } from "@/lib/reports/chat-schemas";
import { reportChatsCsv } from "@/lib/reports/chats/csv";
import { askedOf } from "@/lib/reports/get-report";

/** The chats of a report, or behind one of its figures, as a file, piece by piece. */
export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  const query = readQuery(request, reportChatsQuery);
  const asked = await askedOf(db, actor, query);
  const { from, to } = asked.frame.span;
  const lines = reportChatsCsv(db, actor, query, asked);
  const encoder = new TextEncoder();
  // The head and the first piece before the answer begins: what cannot be read is refused, and not a file.
  const [head, first] = [await lines.next(), await lines.next()];
  const begun = [head, first];
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = begun.shift() ?? (await lines.next());
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="chats-${query.of}-${from}-${to}.csv"`,
      "x-content-type-options": "nosniff",
    },
  });
});
