import { ageChatSql } from "@/tests/support/age-chat-sql.mjs";

/** Runs one statement on the database of the server under test. Values are the test's own: quote them. */
export async function runSql<T = Record<string, unknown>>(statement: string): Promise<T[]> {
  const response = await fetch(`http://127.0.0.1:${process.env.E2E_DOOR_PORT}/`, { method: "POST", body: statement });
  const text = await response.text();
  if (!response.ok) throw new Error(`${text}\n${statement}`);
  return JSON.parse(text);
}

/** A text as SQL writes it. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The newest chat of a visitor by this name. */
export async function chatIdOf(visitor: string): Promise<string> {
  const [row] = await runSql<{ id: string }>(
    `select id from chats where visitor_name = ${quoted(visitor)} order by created_at desc limit 1`,
  );
  if (!row) throw new Error(`${visitor} has no chat`);
  return row.id;
}

/** Moves the clock of one visitor's chat forward; the server's own tick does the rest. */
export async function passMinutes(visitor: string, minutes: number): Promise<void> {
  const id = await chatIdOf(visitor);
  for (const statement of ageChatSql(id, minutes)) await runSql(statement);
}
