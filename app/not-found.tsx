import { DoorClosed } from "lucide-react";
import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/actions/link-button";
import { CenteredPage } from "@/components/ui/layout/centered-page";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("common");
  return { title: t("notFound.title") };
}

export default async function NotFound() {
  const t = await getTranslator("common");
  return (
    <CenteredPage
      icon={<DoorClosed />}
      title={t("notFound.title")}
      text={t("notFound.text")}
      action={
        <LinkButton href="/" variant="primary">
          {t("notFound.home")}
        </LinkButton>
      }
    />
  );
}
