import type { Metadata } from "next";
import { FindingList } from "@/components/admin/settings/finding-list";
import { requireAdminPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { isMailConfigured } from "@/lib/mail/settings";
import { checkConfiguration } from "@/lib/settings/configuration-check";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: `${t("check.title")} · ${t("title")}` };
}

export default async function ConfigurationCheckPage() {
  const { db } = await requireAdminPage("/admin/settings/check");
  return <FindingList findings={await checkConfiguration(db, isMailConfigured())} />;
}
