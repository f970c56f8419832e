import type { Metadata } from "next";
import { pageOrigin } from "@/app/page-origin";
import { ApiReference } from "@/components/api-docs/api-reference";
import { apiDocument } from "@/lib/api/public/table";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("api");
  return { title: t("docs.title") };
}

/** The public API for whoever writes a program: made of the same document that programs get. */
export default async function ApiDocsPage() {
  const t = await getTranslator("api");
  return <ApiReference document={apiDocument()} origin={await pageOrigin()} t={t} />;
}
