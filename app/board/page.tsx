import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BoardDesk } from "@/components/board/board-desk";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireOperatorPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { getBoard } from "@/lib/supervision/get-board";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("board");
  return { title: t("title") };
}

export default async function BoardPage() {
  const { db, actor } = await requireOperatorPage("/board");
  if (actor.role === "operator") notFound();
  const [board, t] = await Promise.all([getBoard(db, actor), getTranslator("board")]);
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} />
      <BoardDesk board={board} operatorId={actor.operatorId} />
    </>
  );
}
