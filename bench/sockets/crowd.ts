import { createHash, randomBytes, randomUUID } from "node:crypto";
import { type Caller, call } from "@/tests/faults/clients/http";
import { Live } from "@/tests/faults/clients/live";
import type { World } from "@/tests/faults/world";

type Guest = { chatId: string; token: string };
const PER_STATEMENT = 500;

/** Writes so many visitors with a waiting chat each into the running database. */
async function seedGuests({ store, seeded }: World, count: number): Promise<Guest[]> {
  const guests: Guest[] = [];
  while (guests.length < count) {
    const batch = Array.from({ length: Math.min(PER_STATEMENT, count - guests.length) }, () => ({
      visitorId: randomUUID(),
      chatId: randomUUID(),
      token: randomBytes(32).toString("base64url"),
    }));
    const visitors = batch.map(
      ({ visitorId, token }) => `('${visitorId}', '${createHash("sha256").update(token).digest("hex")}')`,
    );
    const chats = batch.map(
      ({ visitorId, chatId }) => `('${chatId}', '${visitorId}', '${randomUUID()}', '${seeded.manual.id}')`,
    );
    await store.runSql(`insert into visitors (id, token_hash) values ${visitors.join(", ")}`);
    await store.runSql(`insert into chats (id, visitor_id, start_client_id, department_id) values ${chats.join(", ")}`);
    guests.push(...batch);
  }
  return guests;
}

/** Visitors with one open page each: the real `pusher-js`, and a read of what they missed at each subscription. */
export class Crowd {
  readonly #lives: Live[] = [];
  readonly #back = new Set<string>();

  /** Who has subscribed and read since the last `forget`. */
  get back(): number {
    return this.#back.size;
  }

  async open(world: World, count: number): Promise<void> {
    const { origin } = world.server;
    for (const { chatId, token } of await seedGuests(world, count)) {
      const caller: Caller = { origin, headers: { authorization: `Bearer ${token}` }, timeoutMs: () => 12_000 };
      const live = new Live({ caller, realtime: null, pace: () => 1, filter: () => null, onUp: () => undefined });
      live.join(`private-visitor-chat-${chatId}`, {
        onEvent: () => undefined,
        onSubscribed: () => void this.#read(caller, chatId),
      });
      this.#lives.push(live);
    }
  }

  forget(): void {
    this.#back.clear();
  }

  close(): void {
    for (const live of this.#lives) live.stop();
  }

  async #read(caller: Caller, chatId: string): Promise<void> {
    const page = await call(caller, "GET", `/api/chats/${chatId}/events?after=0&limit=200`);
    if (page.ok) this.#back.add(chatId);
    else setTimeout(() => void this.#read(caller, chatId), 3_000);
  }
}
