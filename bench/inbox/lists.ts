import type { ChatListDto } from "@/lib/chats/lists/list-schemas";
import { get, type InboxBench, type Timing } from "./figure";

const LIST = { p50Max: 10, p95Max: 30 };
const TOLD = { p50Max: null, p95Max: null };

/** A page from the middle of the closed chats, where an offset would be slow. */
async function deepCursor(bench: InboxBench): Promise<string> {
  const [row] = await bench.runSql<{ cursor: string }>(
    `select to_char(closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '_' || id as cursor from chats
     where status = 'closed' order by closed_at offset ${Math.floor(bench.chats / 2)} limit 1`,
  );
  if (!row) throw new Error("no closed chat");
  return row.cursor;
}

let deep: Promise<string> | undefined;
const list = (bench: InboxBench, cookie: string, query: string) =>
  get<ChatListDto>(bench, cookie, `/api/inbox/chats?limit=50&${query}`);

export const timings: Timing[] = [
  {
    what: "inbox: queue, own chats, offers",
    ...LIST,
    ask: (bench) => get(bench, bench.cookies.operator, "/api/inbox"),
  },
  { what: "list of open chats", ...LIST, ask: (bench) => list(bench, bench.cookies.operator, "list=all") },
  {
    what: "the same, unanswered",
    ...LIST,
    ask: (bench) => list(bench, bench.cookies.operator, "list=all&unanswered=1"),
  },
  { what: "list of closed chats", ...LIST, ask: (bench) => list(bench, bench.cookies.operator, "list=closed") },
  {
    what: "closed, from the middle, an admin",
    ...LIST,
    async ask(bench) {
      deep ??= deepCursor(bench);
      return list(bench, bench.cookies.admin, `list=closed&cursor=${await deep}`);
    },
  },
  { what: "counts of all filters", ...LIST, ask: (bench) => get(bench, bench.cookies.operator, "/api/inbox/counts") },
  { what: "counts, an admin", ...TOLD, ask: (bench) => get(bench, bench.cookies.admin, "/api/inbox/counts") },
];
