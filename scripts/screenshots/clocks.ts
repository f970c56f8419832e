import { chatIdOf, passMinutes, quoted, runSql } from "@/tests/e2e/support/door";

/**
 * Sets every clock to where its picture wants it, and nothing runs out before the next one: pictures take minutes, the
 * countdowns in them seconds.
 */
export async function setClocks(): Promise<void> {
  const of = (visitor: string) =>
    `(select id from chats where visitor_name = ${quoted(visitor)} order by created_at desc limit 1)`;
  const due = (visitor: string, kind: string, seconds: number) =>
    `update timers set due_at = now() + interval '${seconds} seconds' where kind = '${kind}' and chat_id = ${of(visitor)}`;
  const statements = [
    "update company set consent = null",
    "update departments set proactive = null, form = null",
    "update operators set last_pulse_at = now() + interval '1 day' where last_pulse_at > now() - interval '12 hours'",
    "update chats set visitor_seen_at = now() where status = 'queued'",
    "update timers set due_at = now() + interval '15 minutes' where kind = 'abandoned'",
    `update chats set assigned_at = now() - interval '20 seconds', awaiting_since = now() - interval '20 seconds'
     where visitor_name in ('Lena Vogt', 'Ben Ito', 'Hannah Cole') and status = 'active'`,
    `update chats set assigned_at = now() - interval '135 seconds', awaiting_since = now() - interval '135 seconds'
     where visitor_name in ('Иван Кузнецов', 'Paul Meier') and status = 'active'`,
    "update chats set offered_at = now() - interval '20 seconds' where offered_at is not null",
    due("Lena Vogt", "reassign", 160),
    due("Ben Ito", "reassign", 280),
    due("Hannah Cole", "reassign", 280),
    due("Ben Ito", "offer", 280),
    due("Hannah Cole", "offer", 280),
    due("Иван Кузнецов", "reassign", 45),
    due("Paul Meier", "reassign", 45),
    `update chats set idle_since = now() - interval '842 seconds', idle_warned_at = now() - interval '2 seconds'
     where visitor_name = 'Tomás García' and status = 'active'`,
    due("Tomás García", "idle_close", 58),
  ];
  for (const statement of statements) await runSql(statement);
}

/** The first warning of the idle chat, after which `setClocks` keeps it one minute before its end. */
export async function warnIdle(): Promise<void> {
  await passMinutes("Tomás García", 14.05);
  const id = await chatIdOf("Tomás García");
  for (let tries = 0; tries < 50; tries++) {
    const [row] = await runSql<{ found: number }>(
      `select 1 as found from chats where id = '${id}' and idle_warned_at is not null`,
    );
    if (row) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("the idle chat was not warned");
}
