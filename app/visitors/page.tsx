import { Ban } from "lucide-react";
import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/actions/link-button";
import { PageHeader } from "@/components/ui/layout/page-header";
import { VisitorBoard } from "@/components/visitors/visitor-board";
import { requireOperatorPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { getVisitorBoard } from "@/lib/presences/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("visitors");
  return { title: t("board.title") };
}

export default async function VisitorsPage() {
  const { db, actor } = await requireOperatorPage("/visitors");
  const [board, t] = await Promise.all([getVisitorBoard(db, actor), getTranslator("visitors")]);
  return (
    <>
      <PageHeader
        title={t("board.title")}
        description={t("board.lead")}
        actions={
          actor.role !== "operator" && (
            <LinkButton href="/visitors/blocks" icon={<Ban aria-hidden />}>
              {t("blocks.nav")}
            </LinkButton>
          )
        }
      />
      <VisitorBoard initial={board} />
    </>
  );
}
