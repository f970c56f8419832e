import type { Metadata } from "next";
import { updateChannelAction } from "@/app/admin/settings/actions";
import { ChannelTable } from "@/components/admin/settings/channel-table";
import { requireAdminPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { listChannels } from "@/lib/settings/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: `${t("channels.title")} · ${t("title")}` };
}

export default async function ChannelsPage() {
  const { db } = await requireAdminPage("/admin/settings/channels");
  const [channels, t] = await Promise.all([listChannels(db), getTranslator("settings")]);
  return (
    <>
      <h2 className="font-semibold text-base">{t("channels.title")}</h2>
      <p className="mt-0.5 mb-4 max-w-prose text-muted">{t("channels.lead")}</p>
      <ChannelTable channels={channels} save={updateChannelAction} />
    </>
  );
}
