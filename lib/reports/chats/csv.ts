import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import type { ReportChat, ReportChatsQuery } from "../chat-schemas";
import { csvLine, localTimes } from "../csv";
import type { Asked } from "../get-report";
import { type Place, readReportChats } from "./read-report-chats";

/** Legs that are read at once. */
const LOOK = 5_000;

const HEAD = [
  "chat",
  "began_at",
  "began_local",
  "department",
  "operator",
  "channel",
  "visitor",
  "wait_seconds",
  "first_response_seconds",
  "handling_seconds",
  "promised_seconds",
  "chats_at_once",
  "left_at_place",
  "rating",
  "end",
];

/**
 * The chats behind a figure as lines of CSV, newest first: a line for each time that somebody else became responsible. Read
 * in pieces, so that a year is never in memory whole.
 */
export async function* reportChatsCsv(
  db: Db,
  actor: OperatorActor,
  query: ReportChatsQuery,
  asked: Asked,
): AsyncGenerator<string> {
  yield `\ufeff${csvLine(HEAD)}`;
  const local = localTimes(asked.frame.zone);
  let after: Place | null = null;
  do {
    const told: Awaited<ReturnType<typeof readReportChats>> = await readReportChats(db, actor, {
      asked,
      query,
      after,
      look: LOOK,
      isEachLeg: true,
    });
    if (told.chats.length > 0) yield told.chats.map((chat) => lineOf(chat, local)).join("");
    after = told.last;
  } while (after);
}

const lineOf = (chat: ReportChat, local: (at: string) => string) =>
  csvLine([
    chat.chatId,
    chat.beganAt,
    local(chat.beganAt),
    chat.department,
    chat.operator,
    chat.channel,
    chat.visitor,
    chat.wait,
    chat.firstResponse,
    chat.handling,
    chat.promised,
    chat.chatsAtOnce,
    chat.leftAtPlace,
    chat.rating,
    chat.end,
  ]);
