import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/ui/layout/page-header";
import { BlockList } from "@/components/visitors/block-list";
import { requireOperatorPage } from "@/lib/auth/guards";
import { listBlocks } from "@/lib/blocks/queries";
import { getTranslator } from "@/lib/i18n/server";
import { liftBlockAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("visitors");
  return { title: t("blocks.title") };
}

export default async function BlocksPage() {
  const { db, actor } = await requireOperatorPage("/visitors/blocks");
  if (actor.role === "operator") notFound();
  const [blocks, t] = await Promise.all([listBlocks(db, actor), getTranslator("visitors")]);
  return (
    <>
      <PageHeader
        title={t("blocks.title")}
        description={t("blocks.lead")}
        back={{ href: "/visitors", label: t("board.title") }}
      />
      <BlockList blocks={blocks} lift={liftBlockAction} />
    </>
  );
}
