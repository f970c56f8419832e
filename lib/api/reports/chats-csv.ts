import { operatorContext } from "@/lib/api/context";
import { csvResponse } from "@/lib/http/csv-response";
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
  return csvResponse(reportChatsCsv(db, actor, query, asked), `chats-${query.of}-${from}-${to}.csv`);
});
