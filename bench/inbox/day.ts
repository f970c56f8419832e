import type { CDPSession, Page } from "@playwright/test";
import Pusher from "pusher";
import type { ChatListDto } from "@/lib/chats/lists/list-schemas";
import type { ChatEventDto, InboxChatDto } from "@/lib/chats/schemas";
import { uuidv7 } from "@/lib/ids";
import { channelName, chatChannelId } from "@/lib/realtime/events";
import { realtimeSecret } from "../sockets/idle";
import { tell } from "../support/progress";
import { numberOption, type Verdict } from "../support/report";
import { get, type InboxBench } from "./figure";
import { LONG_CHAT_ID, LONG_THREAD } from "./seed";

const EVENTS = numberOption("events", 20_000);
const GROWTH_MAX_MB = 20;
/** Events of one request: limit of the protocol. */
const BATCH = 10;
/**
 * So many are sent before the tab has shown the last message of them: a day has breaks. Sent without any, they pile up
 * before a tab on a busy machine until its connection is given up, and what it then missed no database has.
 */
const AT_ONCE = 400;
const TOLD = 4_000;
const LISTENS_MAX_MS = 60_000;

/**
 * Sends what eight hours bring as the server would: rows of all departments that change, and messages in the opened chat.
 * They go straight to the realtime server: the database need not take part. @returns how much more memory the tab holds
 */
export async function liveThroughADay(page: Page, bench: InboxBench & { authSecret: string }): Promise<Verdict> {
  await page.locator("[role=log] li").nth(20).waitFor();
  const session = await page.context().newCDPSession(page);
  await page.waitForTimeout(3_000);
  const before = await usedBytes(session);
  const { chats } = await get<ChatListDto>(bench, bench.cookies.admin, "/api/inbox/chats?list=all&limit=100");
  const day = eventsOfADay(chats);
  const pusher = pusherTo(bench);
  await untilHeard(pusher, day.channels);
  let batch: Pusher.BatchEvent[] = [];
  for (let sent = 1; sent <= EVENTS; sent++) {
    const { event, seq } = day.next();
    batch.push(event);
    const isPause = sent % AT_ONCE === 0 || sent === EVENTS;
    if (batch.length === BATCH || isPause) {
      await pusher.triggerBatch(batch);
      batch = [];
    }
    if (isPause) await page.getByRole("log").getByText(`Message ${seq} `).waitFor();
    if (sent % TOLD === 0) tell(`  ${sent} events, ${megabytes((await usedBytes(session)) - before)} more`);
  }
  await page.waitForTimeout(3_000);
  const grown = (await usedBytes(session)) - before;
  return {
    what: `browser: heap after ${EVENTS.toLocaleString("en")} events`,
    target: `+ ${GROWTH_MAX_MB} MB at most`,
    value: `${megabytes(grown)} more than ${megabytes(before)}`,
    isMet: grown <= GROWTH_MAX_MB * 1_000_000,
  };
}

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

async function usedBytes(session: CDPSession): Promise<number> {
  for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize;
}

function pusherTo({ origin, authSecret }: { origin: string; authSecret: string }): Pusher {
  const { hostname, port } = new URL(origin);
  const address = { host: hostname, port, useTLS: false };
  return new Pusher({ appId: "foyer", key: "foyer", secret: realtimeSecret(authSecret), ...address });
}

/** Every fourth event is a message in the opened chat, `seq` is the newest of them; the others are rows that have moved. */
function eventsOfADay(chats: readonly InboxChatDto[]) {
  const rows = chats.map((chat) => chat);
  const opened = rows.find(({ id }) => id === LONG_CHAT_ID);
  if (!opened) throw new Error("the long chat is not listed");
  const channel = channelName("chat", chatChannelId(LONG_CHAT_ID, opened.epoch));
  let [n, seq] = [0, LONG_THREAD];
  const next = (): { event: Pusher.BatchEvent; seq: number } => {
    const place = n % rows.length;
    const row = rows[place];
    const isInThread = n % 4 === 0;
    n += 1;
    if (isInThread || !row || row === opened) {
      seq += 1;
      return { event: { channel, name: "event.appended", data: JSON.stringify(message(seq)) }, seq };
    }
    const changed = moved(row, n);
    rows[place] = changed;
    const data = JSON.stringify({ chat: changed });
    return { event: { channel: channelName("department", row.department.id), name: "chat.changed", data }, seq };
  };
  return {
    next,
    channels: [channel, ...new Set(rows.map(({ department }) => channelName("department", department.id)))],
  };
}

/** What is sent before the tab listens it never hears of. @throws Error when it does not listen in time */
async function untilHeard(pusher: Pusher, channels: readonly string[]): Promise<void> {
  const giveUpAt = performance.now() + LISTENS_MAX_MS;
  for (const channel of channels) {
    while (!(await isOccupied(pusher, channel))) {
      if (performance.now() > giveUpAt) throw new Error(`nobody listens to ${channel}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function isOccupied(pusher: Pusher, channel: string): Promise<boolean> {
  const response = await pusher.get({ path: `/channels/${channel}` });
  return ((await response.json()) as { occupied: boolean }).occupied;
}

const moved = (row: InboxChatDto, n: number): InboxChatDto => ({
  ...row,
  lastSeq: row.lastSeq + 1,
  lastVisitorSeq: row.lastSeq + 1,
  lastMessage: { preview: `News ${n}: where is my parcel, please?`, by: "visitor", at: new Date().toISOString() },
});

const message = (seq: number): ChatEventDto => ({
  chatId: LONG_CHAT_ID,
  seq,
  prev: seq - 1,
  kind: "message",
  sender: { type: "visitor" },
  clientId: uuidv7(),
  body: `Message ${seq} of a long day: is the blue kettle there again, and can it be delivered to the neighbour?`,
  data: {},
  createdAt: new Date().toISOString(),
});
