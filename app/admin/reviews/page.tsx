import type { Metadata } from "next";
import { CardForm } from "@/components/admin/reviews/card-form";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireAdminPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { getCard } from "@/lib/reviews/queries";
import { saveCardAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("reviews");
  return { title: t("card.page") };
}

export default async function ReviewCardPage() {
  const { db } = await requireAdminPage("/admin/reviews");
  const [t, criteria] = await Promise.all([getTranslator("reviews"), getCard(db)]);
  return (
    <>
      <PageHeader title={t("card.page")} description={t("card.lead")} />
      {/* After saving, new criteria have ids: the form begins with those. */}
      <CardForm key={criteria.map(({ id }) => id).join()} criteria={criteria} save={saveCardAction} />
    </>
  );
}
