import { createApiKey } from "@/lib/api-keys/create-api-key";
import { replaceApiKey } from "@/lib/api-keys/replace-api-key";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { uuidv7 } from "@/lib/ids";
import { deleteReply } from "@/lib/replies/delete-reply";
import { saveReply } from "@/lib/replies/save-reply";
import { saveCard } from "@/lib/reviews/save-card";
import { deleteTag, mergeTags, updateTag } from "@/lib/tags/change-tags";
import { createTag } from "@/lib/tags/create-tag";
import { createWebhook, deleteWebhook, rotateWebhookSecret, updateWebhook } from "@/lib/webhooks/change-webhooks";
import type { WebhookInput } from "@/lib/webhooks/schemas";
import { createDepartment, unique } from "@/tests/support/factories";
import { type Admin, type AuditCase, from, hidden, INSTALLATION } from "./case";

const installation = { allowsPrivate: false, authSecret: INSTALLATION };
export const HOOK_NAME = "Hook of the audited commands";
const HOOK: WebhookInput = {
  name: HOOK_NAME,
  url: "https://crm.example.com/secret-path",
  events: ["chat.started"],
  departmentIds: null,
  isEnabled: true,
};
const hook = async (admin: Admin) => (await createWebhook(admin, HOOK, installation)).id;
const HOOK_SHOWN: [string, null | string | boolean | string[]][] = [
  ["name", HOOK_NAME],
  ["host", "crm.example.com"],
  ["events", ["chat.started"]],
  ["departmentIds", "all"],
  ["isEnabled", true],
];
const tag = async (admin: Admin, name = unique("Tag")) => (await createTag(admin, { name, color: "red" })).tag;

async function reply(admin: Admin, body = "Hello") {
  const { id: departmentId } = await createDepartment();
  const id = uuidv7();
  await saveReply(admin, id, { scope: "department", departmentId, title: "Greeting", body });
  return { id, departmentId };
}

const apiKey = async (admin: Admin) =>
  (await createApiKey(admin, { name: "CRM", scopes: ["chats:read"], expiresInDays: 90 })).id;

export const workCases: AuditCase[] = [
  {
    command: "api-keys/create-api-key.ts createApiKey",
    action: "api_key.created",
    act: async (admin) => {
      await apiKey(admin);
      const scopes = { before: null, after: ["chats:read"] };
      return { changes: { name: from(null, "CRM"), scopes, expiresInDays: from(null, 90) } };
    },
  },
  {
    command: "api-keys/replace-api-key.ts replaceApiKey",
    action: "api_key.replaced",
    act: async (admin) => {
      await replaceApiKey(admin, await apiKey(admin));
      return { changes: {} };
    },
  },
  {
    command: "api-keys/revoke-api-key.ts revokeApiKey",
    action: "api_key.revoked",
    act: async (admin) => {
      await revokeApiKey(admin, await apiKey(admin));
      return { changes: {} };
    },
  },
  {
    command: "replies/save-reply.ts saveReply",
    action: "reply.created",
    act: async (admin) => {
      const { departmentId } = await reply(admin);
      await saveReply(admin, uuidv7(), { scope: "personal", title: "My own", body: "is mine" });
      return {
        changes: {
          scope: from(null, "department"),
          department: from(null, departmentId),
          title: from(null, "Greeting"),
          body: from(null, "Hello"),
        },
      };
    },
  },
  {
    command: "replies/save-reply.ts saveReply",
    action: "reply.updated",
    act: async (admin) => {
      const { id, departmentId } = await reply(admin);
      await saveReply(admin, id, { scope: "department", departmentId, title: "Greeting", body: "Hi" });
      await saveReply(admin, id, { scope: "department", departmentId, title: "Greeting", body: "Hi" });
      return { changes: { body: from("Hello", "Hi") } };
    },
  },
  {
    command: "replies/delete-reply.ts deleteReply",
    action: "reply.deleted",
    act: async (admin) => {
      const { id, departmentId } = await reply(admin);
      await deleteReply(admin, id);
      return {
        changes: {
          scope: from("department", null),
          department: from(departmentId, null),
          title: from("Greeting", null),
          body: from("Hello", null),
        },
      };
    },
  },
  {
    command: "reviews/save-card.ts saveCard",
    action: "review_card.updated",
    isFresh: true,
    act: async (admin) => {
      const tone = { name: "Tone", hint: "Friendly", weight: 2 };
      await saveCard(admin, { criteria: [tone] });
      return { changes: { criteria: { before: [], after: [tone] } } };
    },
  },
  {
    command: "tags/create-tag.ts createTag",
    action: "tag.created",
    act: async (admin) => {
      const { name } = await tag(admin);
      await tag(admin, name);
      return { changes: { name: from(null, name), color: from(null, "red") } };
    },
  },
  {
    command: "tags/change-tags.ts updateTag",
    action: "tag.updated",
    act: async (admin) => {
      const { id, name } = await tag(admin);
      await updateTag(admin, id, { name, color: "blue" });
      return { changes: { color: from("red", "blue") } };
    },
  },
  {
    command: "tags/change-tags.ts mergeTags",
    action: "tag.merged",
    act: async (admin) => {
      await mergeTags(admin, (await tag(admin)).id, (await tag(admin)).id);
      return { changes: {} };
    },
  },
  {
    command: "tags/change-tags.ts deleteTag",
    action: "tag.deleted",
    act: async (admin) => {
      const { id, name } = await tag(admin);
      await deleteTag(admin, id);
      return { changes: { name: from(name, null), color: from("red", null) } };
    },
  },
  {
    command: "webhooks/change-webhooks.ts createWebhook",
    action: "webhook.created",
    act: async (admin) => {
      await hook(admin);
      const shown = HOOK_SHOWN.map(([field, after]) => [field, { before: null, after }]);
      return { changes: { ...Object.fromEntries(shown), address: hidden } };
    },
  },
  {
    command: "webhooks/change-webhooks.ts updateWebhook",
    action: "webhook.changed",
    act: async (admin) => {
      await updateWebhook(
        admin,
        await hook(admin),
        { ...HOOK, url: "https://crm.example.com/", isEnabled: false },
        installation,
      );
      return { changes: { isEnabled: from(true, false), address: hidden } };
    },
  },
  {
    command: "webhooks/change-webhooks.ts deleteWebhook",
    action: "webhook.deleted",
    act: async (admin) => {
      await deleteWebhook(admin, await hook(admin));
      const shown = HOOK_SHOWN.map(([field, before]) => [field, { before, after: null }]);
      return { changes: { ...Object.fromEntries(shown), address: hidden } };
    },
  },
  {
    command: "webhooks/change-webhooks.ts rotateWebhookSecret",
    action: "webhook_secret.rotated",
    act: async (admin) => {
      await rotateWebhookSecret(admin, await hook(admin), installation);
      return { changes: { secret: hidden } };
    },
  },
];
