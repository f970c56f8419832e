import type { Metadata } from "next";
import { addChannelAction, switchChannelAction, updateChannelAction } from "@/app/admin/settings/actions";
import { ChannelTable } from "@/components/admin/settings/channel-table";
import { requireAdminPage } from "@/lib/auth/guards";
import { authSecret } from "@/lib/auth/secret";
import { listDepartmentChoices } from "@/lib/departments/queries";
import { env } from "@/lib/env";
import { getTranslator } from "@/lib/i18n/server";
import { listMailFields } from "@/lib/settings/mail-account";
import { listChannels } from "@/lib/settings/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: `${t("channels.title")} · ${t("title")}` };
}

export default async function ChannelsPage() {
  const { db } = await requireAdminPage("/admin/settings/channels");
  const known = { authSecret: authSecret(), publicUrl: env().PUBLIC_URL ?? null };
  const [channels, mailAccounts, departments, t] = await Promise.all([
    listChannels(db),
    listMailFields(db, known),
    listDepartmentChoices(db),
    getTranslator("settings"),
  ]);
  return (
    <>
      <h2 className="font-semibold text-base">{t("channels.title")}</h2>
      <p className="mt-0.5 mb-4 max-w-prose text-muted">{t("channels.lead")}</p>
      <ChannelTable
        channels={channels}
        departments={departments}
        mailAccounts={mailAccounts}
        add={addChannelAction}
        save={updateChannelAction}
        toggle={switchChannelAction}
      />
    </>
  );
}
