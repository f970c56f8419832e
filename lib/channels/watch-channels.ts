import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { toArray } from "@/db/to-array";
import type { Db } from "@/db/types";
import { log } from "@/lib/log";
import type { Watch } from "./channel";
import type { ChannelDoor } from "./door";
import { openChannel } from "./open-channel";
import { POLL } from "./rules";

/** How often it is looked which channels there are, and the leases are renewed. */
const LOOK_MS = 10_000;
/** Longer than a look takes, with servers that answer late. */
const LEASE_SECONDS = 90;
const RETRY_MS_MAX = 15 * 60_000;

type Held = { lease: string; box: string; watch: Watch | null };
type Listed = { id: string; box: string };

export type ChannelWatch = { look: () => Promise<void>; stop: () => Promise<void> };

/**
 * Listens at mailboxes for as long as this process lives, so that mail comes in within seconds: each is held by one process at a
 * time, by a lease in the database, and what it hears only makes the channel due at once. Nothing depends on it: a
 * mailbox that cannot be listened to is tried again later and later, and is asked all the same. `everyMs` 0: only by `look`.
 */
export function watchChannels(door: ChannelDoor, { everyMs = LOOK_MS } = {}): ChannelWatch {
  const held = new Map<string, Held>();
  const failures = new Map<string, { count: number; notBefore: number }>();
  let isStopping = false;
  let looking: Promise<void> = Promise.resolve();

  const drop = async (id: string) => {
    const had = held.get(id);
    held.delete(id);
    had?.watch?.close();
    if (had) await endLease(door.db, id, had.lease).catch(() => undefined);
  };
  const fail = (id: string) => {
    const count = (failures.get(id)?.count ?? 0) + 1;
    failures.set(id, { count, notBefore: Date.now() + Math.min(RETRY_MS_MAX, LOOK_MS * 2 ** Math.min(count, 10)) });
  };
  const open = async ({ id, box }: Listed) => {
    if ((failures.get(id)?.notBefore ?? 0) > Date.now()) return;
    const lease = await takeLease(door.db, id);
    if (lease === null) return;
    const mine: Held = { lease, box, watch: null };
    held.set(id, mine);
    try {
      const channel = await openChannel(door, id);
      const onNews = () => void makeDue(door.db, id).catch(() => undefined);
      mine.watch = (await channel?.kind.watch?.(channel.token, onNews)) ?? null;
    } catch (error) {
      log.debug({ channelId: id, reason: error instanceof Error ? error.message : "" }, "a mailbox is not listened to");
    }
    const { watch } = mine;
    if (watch === null || isStopping) {
      fail(id);
      return drop(id);
    }
    failures.delete(id);
    void watch.closed.then(async () => {
      if (held.get(id) !== mine) return;
      fail(id);
      await drop(id);
    });
    // What came while nobody listened.
    await makeDue(door.db, id);
  };
  const lookOnce = async () => {
    const listed = new Map((await listWatched(door)).map((one) => [one.id, one]));
    for (const [id, { lease, box }] of [...held]) {
      const renewed = listed.get(id)?.box === box ? await renewLease(door.db, id, lease) : null;
      const still = held.get(id);
      if (renewed !== null && still) still.lease = renewed;
      // One that hung up meanwhile has been dropped by the lease that it had before, and nobody would end this one.
      else if (renewed !== null) await endLease(door.db, id, renewed);
      else await drop(id);
    }
    await Promise.all([...listed.values()].filter(({ id }) => !held.has(id)).map(open));
  };
  const look = () => {
    looking = looking.then(async () => {
      if (isStopping) return;
      try {
        await lookOnce();
      } catch (error) {
        log.warn({ err: error }, "mailboxes are not listened to");
      }
    });
    return looking;
  };
  let isBusy = false;
  const tick = async () => {
    if (isBusy) return;
    isBusy = true;
    await look();
    isBusy = false;
  };
  const timer = everyMs > 0 ? setInterval(() => void tick(), everyMs) : undefined;
  timer?.unref();
  return {
    look,
    async stop() {
      isStopping = true;
      clearInterval(timer);
      for (const { watch } of held.values()) watch?.close();
      await looking;
      await Promise.all([...held.keys()].map(drop));
    },
  };
}

/** Those that are asked and work; the box tells when an account has changed. */
function listWatched({ db, kinds }: Pick<ChannelDoor, "db" | "kinds">): Promise<Listed[]> {
  const types = Object.entries(kinds).flatMap(([type, { watch }]) => (watch ? [type] : []));
  return rows<Listed>(
    db,
    sql`select id, token_encrypted as box from channels
        where active and type = any (${toArray(types)}::text[]) and token_encrypted is not null
          and receives_by = ${POLL} and failure is null`,
  );
}

const makeDue = (db: Db, id: string) =>
  db.execute(sql`update channels set poll_due_at = now() where id = ${id}::uuid and active`);

const leaseOf = (id: string) => `watch-channel ${id}`;
const END = sql`now() + make_interval(secs => ${LEASE_SECONDS})`;

/** Its end as text, by which it is known; null: another process has it. */
async function takeLease(db: Db, id: string): Promise<string | null> {
  const [taken] = await rows<{ until: string }>(
    db,
    sql`insert into job_leases as lease (name, locked_until) values (${leaseOf(id)}, ${END})
        on conflict (name) do update set locked_until = excluded.locked_until where lease.locked_until <= now()
        returning locked_until::text as until`,
  );
  return taken?.until ?? null;
}

async function renewLease(db: Db, id: string, until: string): Promise<string | null> {
  const [renewed] = await rows<{ until: string }>(
    db,
    sql`update job_leases set locked_until = ${END}
        where name = ${leaseOf(id)} and locked_until = ${until}::timestamptz returning locked_until::text as until`,
  );
  return renewed?.until ?? null;
}

const endLease = (db: Db, id: string, until: string) =>
  db.execute(sql`delete from job_leases where name = ${leaseOf(id)} and locked_until = ${until}::timestamptz`);
