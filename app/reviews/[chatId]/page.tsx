import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { ReviewView } from "@/components/reviews/review-view";
import { requireOperatorPage } from "@/lib/auth/guards";
import { toDomainError } from "@/lib/http/failure";
import { getTranslator } from "@/lib/i18n/server";
import { getReviewPage } from "@/lib/reviews/queries";
import { saveReviewAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("reviews");
  return { title: t("page.tab") };
}

export default async function ReviewPage({ params }: PageProps<"/reviews/[chatId]">) {
  const { chatId } = await params;
  const { db, actor } = await requireOperatorPage(`/reviews/${encodeURIComponent(chatId)}`);
  if (!z.uuid().safeParse(chatId).success) notFound();
  try {
    return <ReviewView page={await getReviewPage(db, actor, chatId)} save={saveReviewAction} />;
  } catch (error) {
    if (toDomainError(error)?.code === "not_found") notFound();
    throw error;
  }
}
