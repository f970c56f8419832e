import type { Metadata } from "next";
import { ReviewsView } from "@/components/reviews/reviews-view";
import { requireOperatorPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { listReviews } from "@/lib/reviews/list-reviews";
import { reviewsQuery } from "@/lib/reviews/schemas";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("reviews");
  return { title: t("title") };
}

export default async function ReviewsPage({ searchParams }: PageProps<"/reviews">) {
  const { db, actor } = await requireOperatorPage("/reviews");
  const asked = reviewsQuery.safeParse(await searchParams);
  const query = asked.data ?? reviewsQuery.parse({});
  return <ReviewsView reviews={await listReviews(db, actor, query)} query={query} role={actor.role} />;
}
