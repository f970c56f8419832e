"use client";

import { useTranslations } from "use-intl";
import { LinkButton } from "@/components/ui/actions/link-button";
import { Section } from "@/components/ui/layout/card";

/** Where the data of one visitor is exported or erased. */
export function VisitorDataCard() {
  const t = useTranslations("retention.visitor");
  return (
    <Section title={t("title")}>
      <p className="max-w-prose">{t("text")}</p>
      <div className="mt-4 flex flex-wrap gap-2">
        <LinkButton href="/visitors">{t("visitors")}</LinkButton>
        <LinkButton href="/inbox">{t("inbox")}</LinkButton>
        <LinkButton href="/admin/audit?kind=visitor">{t("log")}</LinkButton>
      </div>
    </Section>
  );
}
