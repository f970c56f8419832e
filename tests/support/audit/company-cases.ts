import { WEB_CHANNEL_ID } from "@/db/schema";
import { findAppearance } from "@/lib/appearance/queries";
import { appearanceFormValues, appearanceInput } from "@/lib/appearance/schemas";
import { updateCompanyAppearance } from "@/lib/appearance/update-appearance";
import { completeSetup } from "@/lib/company/complete-setup";
import { removeIdentitySecret, rotateIdentitySecret } from "@/lib/company/identity-secret";
import { getCompany } from "@/lib/company/queries";
import { rotateCompanyKey } from "@/lib/company/rotate-company-key";
import { updateCompany } from "@/lib/company/update-company";
import { KEEP_ALL } from "@/lib/retention/schemas";
import { updateRetention } from "@/lib/retention/update-retention";
import { setMaintenance } from "@/lib/settings/maintenance";
import { getChatSettings } from "@/lib/settings/queries";
import { chatSettingsFormValues, chatSettingsInput } from "@/lib/settings/schemas";
import { switchChannel } from "@/lib/settings/switch-channel";
import { updateChannel } from "@/lib/settings/update-channel";
import { updateChatSettings } from "@/lib/settings/update-chat-settings";
import { addTestChannel, TEST_TOKEN } from "@/tests/support/channels/test-channel";
import { prepareCompany } from "@/tests/support/on-database";
import { type AuditCase, from, hidden, INSTALLATION } from "./case";

export const companyCases: AuditCase[] = [
  {
    command: "company/complete-setup.ts completeSetup",
    action: "company.set_up",
    isFresh: true,
    act: async ({ db }) => {
      const first = { companyName: "Tom's", name: "Tom", email: "tom@example.com", passwordHash: "hash" };
      const { operatorId } = await completeSetup(db, first);
      return {
        by: { actorId: operatorId, actorName: "Tom" },
        changes: { name: from(null, "Tom's"), admin: from(null, "tom@example.com") },
      };
    },
  },
  {
    command: "company/update-company.ts updateCompany",
    action: "company.updated",
    isFresh: true,
    act: async (admin) => {
      await prepareCompany(admin.db);
      const { key: _, ...before } = await getCompany(admin.db);
      await updateCompany(admin, {
        ...before,
        name: "Renamed",
        allowedDomains: ["tom.example"],
        timeZone: "Asia/Tokyo",
      });
      return {
        changes: {
          name: from(before.name, "Renamed"),
          allowedDomains: { before: [], after: ["tom.example"] },
          timeZone: from(null, "Asia/Tokyo"),
        },
      };
    },
  },
  {
    command: "company/rotate-company-key.ts rotateCompanyKey",
    action: "company.key_rotated",
    isFresh: true,
    act: async (admin) => {
      await prepareCompany(admin.db);
      const before = (await getCompany(admin.db)).key;
      const { key } = await rotateCompanyKey(admin);
      return { changes: { key: from(before, key) } };
    },
  },
  {
    command: "appearance/update-appearance.ts updateCompanyAppearance",
    action: "company.appearance_changed",
    isFresh: true,
    act: async (admin) => {
      await prepareCompany(admin.db);
      const stored = await findAppearance(admin.db, null);
      if (!stored) throw new Error("no appearance");
      const present = appearanceInput.parse(appearanceFormValues(stored));
      await updateCompanyAppearance(admin, present);
      await admin.db.execute("delete from audit_entries");
      const look = { ...present.look, position: "start" as const };
      const consent = { enabled: true, texts: { en: "I agree" }, link: null };
      await updateCompanyAppearance(admin, { ...present, look, consent });
      return {
        changes: {
          "look.position": from("end", "start"),
          "consent.enabled": from(false, true),
          "consent.texts.en": from(null, "I agree"),
          "consent.version": from(1, 2),
        },
      };
    },
  },
  {
    command: "company/identity-secret.ts rotateIdentitySecret",
    action: "identity_secret.rotated",
    isFresh: true,
    act: async (admin) => {
      await prepareCompany(admin.db);
      await rotateIdentitySecret(admin, INSTALLATION);
      return { changes: { identitySecret: hidden } };
    },
  },
  {
    command: "company/identity-secret.ts removeIdentitySecret",
    action: "identity_secret.removed",
    isFresh: true,
    act: async (admin) => {
      await prepareCompany(admin.db);
      await removeIdentitySecret(admin);
      return { changes: { identitySecret: hidden } };
    },
  },
  {
    command: "settings/update-chat-settings.ts updateChatSettings",
    action: "settings.updated",
    act: async (admin) => {
      const present = chatSettingsFormValues(await getChatSettings(admin.db));
      const noticeTexts = { ...present.noticeTexts, de: "Gleich wieder da" };
      const typed = { ...present, password: "a CRM password", closeIdleAfterMinutes: "30", noticeTexts };
      await updateChatSettings(admin, chatSettingsInput.parse(typed), {
        authSecret: INSTALLATION,
        allowsPrivateCrm: false,
      });
      return {
        changes: {
          closeIdleAfterMinutes: from(15, 30),
          "noticeTexts.de": from(null, "Gleich wieder da"),
          password: hidden,
        },
      };
    },
  },
  {
    command: "retention/update-retention.ts updateRetention",
    action: "retention.updated",
    isFresh: true,
    act: async (admin) => {
      await updateRetention(admin, { ...KEEP_ALL, chatsAfterDays: 365 });
      return { changes: { chatsAfterDays: from(null, 365) } };
    },
  },
  {
    command: "settings/maintenance.ts setMaintenance",
    action: "maintenance.switched",
    act: async (admin) => {
      const until = new Date("2030-01-01T00:00:00Z");
      await setMaintenance(admin, { isOn: true, until });
      return { changes: { maintenance: from(false, true), until: from(null, until.toISOString()) } };
    },
  },
  {
    command: "settings/update-channel.ts updateChannel",
    action: "channel.updated",
    act: async (admin) => {
      await updateChannel(admin, WEB_CHANNEL_ID, { name: "Site", weight: 2, closeIdleAfterMinutes: null });
      return { changes: { name: from("Web widget", "Site"), weight: from(1, 2) } };
    },
  },
  {
    command: "settings/add-channel.ts addChannel",
    action: "channel.added",
    isFresh: true,
    act: async (admin) => {
      await addTestChannel(admin);
      const token = hidden;
      return {
        changes: {
          type: from(null, "telegram"),
          name: from(null, "Bot"),
          weight: from(null, 2),
          link: from(null, "https://t.me/stand_in_bot"),
          token,
        },
      };
    },
  },
  {
    command: "settings/switch-channel.ts switchChannel",
    action: "channel.switched",
    isFresh: true,
    act: async (admin) => {
      const { id } = await addTestChannel(admin, `${TEST_TOKEN} 2`);
      await admin.db.execute("delete from audit_entries");
      await switchChannel(admin, id, false);
      return { changes: { active: from(true, false) } };
    },
  },
];
