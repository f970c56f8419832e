import type { Metadata } from "next";
import { HealthView } from "@/components/admin/health/health-view";
import { requireAdminPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { readHealth } from "./read-health";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("health");
  return { title: t("title") };
}

export default async function HealthPage() {
  await requireAdminPage("/admin/health");
  return <HealthView health={await readHealth()} />;
}
