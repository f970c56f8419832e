import { runSql } from "@/tests/e2e/support/door";

const long =
  "Our shop is closed for stocktaking until Thursday. Orders that are paid already leave our warehouse as planned; for everything else we write to you as soon as we are back, in the order in which your messages came.";

/** Changes such as a week of work leaves in the log, with long values and with secrets. */
const ENTRIES: [action: string, subject: string, changes: object, data?: object][] = [
  ["department.hours_changed", "Kitchen Planning", { timeZone: { before: "UTC", after: "Europe/Berlin" } }],
  ["webhook_secret.rotated", "CRM", { secret: { isSecret: true } }],
  ["visitor.erased", "", {}, { chats: 2, messages: 31, offlineMessages: 1 }],
  ["retention.deleted", "", {}, { chats: 128, files: 17 }],
  [
    "department.updated",
    "Pre Sales",
    {
      hidden: { before: false, after: true },
      color: { before: "#1f5eff", after: "#b4231f" },
      greeting: { before: "Hello! How can we help?", after: long },
      allowedDomains: { before: [], after: ["toms.example", "shop.toms.example"] },
    },
  ],
];

/** Writes them once, and some that are long over, however often a page is photographed. */
export async function writeAuditEntries(): Promise<void> {
  await runSql(
    `insert into audit_entries (id, action, actor_type, actor_name, created_at)
     select md5(i::text)::uuid, 'settings.updated', 'system', 'demo', now() - interval '400 days'
     from generate_series(1, 1204) i on conflict do nothing`,
  );
  for (const [i, [action, subject, changes, data = {}]] of ENTRIES.entries()) {
    const isSystem = action === "retention.deleted";
    const json = (value: object) => `'${JSON.stringify(value)}'::jsonb`;
    await runSql(
      `insert into audit_entries (id, action, actor_type, actor_id, actor_name, subject, subject_name, changes, data, created_at)
       select '00000000-0000-4000-8000-00000000000${i}', '${action}', '${isSystem ? "system" : "operator"}',
         ${isSystem ? "null" : "id"}, ${isSystem ? "'delete-outdated'" : "name"}, gen_random_uuid(), '${subject}',
         ${json(changes)}, ${json(data)}, now() - interval '${ENTRIES.length - i} minutes'
       from operators where role = 'admin' order by created_at limit 1 on conflict do nothing`,
    );
  }
}
