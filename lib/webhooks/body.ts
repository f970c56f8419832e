import type { WebhookPayload } from "./payloads";

/** What concerns every event before what is this one's own: `jsonb` keeps no order, and people read it. */
const FIRST = ["department", "operator", "visitor", "chat"];

/** The body as it is sent and signed; the same text for the same payload. `indent`: for people to read. */
export function bodyOf({ type, timestamp, data }: WebhookPayload, indent?: number): string {
  const entries = Object.entries(data);
  const known = FIRST.flatMap((name) => entries.filter(([key]) => key === name));
  const own = entries.filter(([key]) => !FIRST.includes(key));
  return JSON.stringify({ type, timestamp, data: Object.fromEntries([...known, ...own]) }, null, indent);
}
