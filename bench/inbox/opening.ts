import { get, type InboxBench, type Timing } from "./figure";
import { LONG_CHAT_ID } from "./seed";

const CHATS = 200;

let ids: Promise<string[]> | undefined;
async function someChat(bench: InboxBench, turn: number): Promise<string> {
  ids ??= bench
    .runSql<{ id: string }>(`select id from chats tablesample bernoulli (5) limit ${CHATS}`)
    .then((rows) => rows.map(({ id }) => id));
  const all = await ids;
  return all[turn % all.length] ?? LONG_CHAT_ID;
}

/** What a tab reads when a chat is opened that it does not have yet: its row, and the end of its timeline. */
const open = (bench: InboxBench, chatId: string) =>
  Promise.all([
    get(bench, bench.cookies.admin, `/api/chats/${chatId}`),
    get(bench, bench.cookies.admin, `/api/chats/${chatId}/events?before=2147483647&limit=50`),
  ]);

export const timings: Timing[] = [
  {
    what: "opening a chat",
    p50Max: null,
    p95Max: 50,
    ask: async (bench, turn) => open(bench, await someChat(bench, turn)),
  },
  { what: "opening a chat of 5,000 messages", p50Max: null, p95Max: 50, ask: (bench) => open(bench, LONG_CHAT_ID) },
];
