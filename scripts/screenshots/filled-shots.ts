import type { Page } from "@playwright/test";
import { chatIdOf, runSql } from "@/tests/e2e/support/door";
import { ORGANISE_TEXTS, openBy, type Shot } from "./shots";
import { writeVocabulary } from "./vocabulary";

const WEBHOOK = "0193a1b2-7c4d-7000-8000-0000000000aa";
const DELIVERY = "0193a1b2-7c4d-7000-8000-0000000000ab";

const payload = (type: string) =>
  `'${JSON.stringify({
    type,
    timestamp: "2026-03-02T09:30:00.000Z",
    data: { department: { id: WEBHOOK, name: "Order Services" }, operator: null, chat: { id: DELIVERY, seq: 9 } },
  })}'`;

/** Somebody's program that was down for a while, with what was tried. Off, so that nothing is sent. */
const writeWebhook = () =>
  runSql(`do $$ begin
    insert into webhooks (id, name, url, secret_encrypted, events, disabled_at, disabled_reason)
      values ('${WEBHOOK}', 'Warehouse', 'https://warehouse.example/hooks/foyer', 'none', '{chat.started,chat.closed}', now(), 'admin')
      on conflict do nothing;
    insert into webhook_deliveries (id, webhook_id, event_id, type, payload, attempts, attempts_made, delivered_at, attempted_at,
        duration_ms, response_status, response_text, created_at)
      select '${DELIVERY}', '${WEBHOOK}', gen_random_uuid(), 'chat.closed', ${payload("chat.closed")}, 3, 3,
        now() - interval '40 minutes', now() - interval '40 minutes', 84, 204, '', now() - interval '1 hour'
      on conflict do nothing;
    insert into webhook_deliveries (webhook_id, event_id, type, payload, attempts, attempts_made, failed_at, attempted_at,
        duration_ms, response_status, response_text, failure, created_at)
      select '${WEBHOOK}', gen_random_uuid(), 'chat.started', ${payload("chat.started")}, 8, 8, now() - interval '1 day',
        now() - interval '1 day', 10000, null, null, 'timeout', now() - interval '2 days'
      where not exists (select from webhook_deliveries where webhook_id = '${WEBHOOK}' and failed_at is not null);
    insert into webhook_attempts (delivery_id, number, began_at, ended_at, duration_ms, response_status, response_text, failure, error)
      values ('${DELIVERY}', 1, now() - interval '60 minutes', now() - interval '60 minutes', 10000, null, null, 'timeout', null),
        ('${DELIVERY}', 2, now() - interval '55 minutes', now() - interval '55 minutes', 212, 503,
          '<html><body><h1>Down for maintenance</h1></body></html>', 'status', null),
        ('${DELIVERY}', 3, now() - interval '40 minutes', now() - interval '40 minutes', 84, 204, '', null, null)
      on conflict do nothing;
  end $$`);

/** A bot that works, a mailbox whose password was changed, and a bot that is off. */
const writeChannels = () =>
  runSql(`insert into channels (type, name, weight, department_id, active, account_id, link, last_received_at, last_sent_at,
      failure, failed_at, attempts, retry_at, poll_due_at, receives_by)
    select type, name, weight, (select id from departments where name = team), active, name, link,
      now() - interval '2 minutes', now() - interval '1 minute', failure,
      case when failure is not null then now() - interval '3 hours' end, 1, now() + interval '1 day', now() + interval '1 day', 'poll'
    from (values ('telegram', 'Kitchen bot', 1, null, true, 'https://t.me/kitchen_bot', null),
      ('email', 'support@toms.example', 2, 'Order Services', true, null, 'token'),
      ('telegram', 'Bikes bot of last summer', 1, 'OCC Bikes', false, 'https://t.me/bikes_bot', null))
      made (type, name, weight, team, active, link, failure)
    where not exists (select from channels where name = made.name)`);

/** Closed chats that were judged in the last weeks. */
const writeReviews = () =>
  runSql(`insert into reviews (chat_id, department_id, operator_id, reviewer_id, points, score, comment, created_at, updated_at)
    select c.id, c.department_id, o.id, (select id from operators order by created_at limit 1),
      jsonb_build_array(
        jsonb_build_object('criterionId', gen_random_uuid(), 'name', 'Understood the question', 'weight', 3, 'points', 2 + n % 4),
        jsonb_build_object('criterionId', gen_random_uuid(), 'name', 'Kind and clear', 'weight', 2, 'points', 3 + n % 3)),
      40 + (n * 17) % 60, case when n % 3 = 0 then 'Asked for the size before offering a price: just right.' else '' end,
      now() - make_interval(days => (n * 5)::int), now() - make_interval(days => (n * 5)::int)
    from (select c.*, row_number() over (order by created_at desc) as n from chats c where status = 'closed' limit 12) c,
      lateral (select id from operators order by md5(id::text || c.n) limit 1) o
    on conflict do nothing`);

const addChannel = async (page: Page, type: string) => {
  await page
    .locator("main section button, main button")
    .filter({ hasText: /channel|канал/i })
    .first()
    .click();
  await page.getByRole("dialog").locator("select").first().selectOption(type);
};

/** Pages that are empty in the scene, filled as they are after a while. They are taken last: no other picture shows what they write. */
export const FILLED_SHOTS: readonly Shot[] = [
  {
    name: "settings-channels-mail",
    at: "/admin/settings/channels",
    async act(page) {
      await addChannel(page, "email");
      const dialog = page.getByRole("dialog");
      await dialog.locator("select[name=login]").selectOption("oauth");
      await dialog.locator("fieldset").last().scrollIntoViewIfNeeded();
    },
  },
  {
    name: "settings-channels-telegram",
    at: "/admin/settings/channels",
    act: (page) => addChannel(page, "telegram"),
  },
  {
    name: "settings-channels-filled",
    at: "/admin/settings/channels",
    async act(page) {
      await writeChannels();
      await page.reload();
    },
  },
  {
    name: "webhook-log",
    at: "/admin/webhooks",
    async act(page) {
      await writeWebhook();
      await page.goto(`/admin/webhooks/${WEBHOOK}`);
    },
    whole: true,
  },
  {
    name: "webhook-attempts",
    at: "/admin/webhooks",
    async act(page) {
      await writeWebhook();
      await page.goto(`/admin/webhooks/${WEBHOOK}`);
      await page.getByRole("row").nth(1).getByRole("button").first().click();
      const dialog = page.getByRole("dialog");
      await dialog.locator("details, summary").first().click();
    },
  },
  {
    name: "reviews-filled",
    at: "/reviews",
    async act(page) {
      await writeReviews();
      await page.reload();
    },
    whole: true,
  },
  ...["/admin/tags", "/replies"].map((at) => ({
    name: `${at.split("/").at(-1)}-filled`,
    at,
    async act(page: Page) {
      await writeVocabulary();
      await page.reload();
    },
  })),
  {
    name: "team-room-filled",
    at: "/team",
    async act(page) {
      await writeVocabulary();
      await page.reload();
      await page
        .getByRole("link", { name: /Pre Sales/ })
        .first()
        .click();
      await page.getByText("back in stock").waitFor();
    },
  },
  {
    name: "chat-tags",
    at: "/inbox",
    async act(page, locale) {
      await writeVocabulary();
      await page.goto(`/inbox/${await chatIdOf("Lena Vogt")}`);
      await openBy(
        page.getByRole("button", { name: ORGANISE_TEXTS[locale].tags.add }),
        page.getByRole("option").first(),
      );
    },
  },
];
