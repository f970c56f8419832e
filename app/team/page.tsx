import type { Metadata } from "next";
import { TeamDesk } from "@/components/team/team-desk";
import { requireOperatorPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { listRooms } from "@/lib/rooms/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("team");
  return { title: t("title") };
}

/** Operators among themselves. */
export default async function TeamPage() {
  const { db, actor } = await requireOperatorPage("/team");
  return <TeamDesk rooms={await listRooms(db, actor)} />;
}
