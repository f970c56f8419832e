"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { CenteredPage } from "@/components/ui/layout/centered-page";

type Props = { error: Error & { digest?: string }; reset: () => void };

/** What stands in place of a page that failed; the digest finds the error in the server's log. */
export default function PageFailure({ error, reset }: Props) {
  const t = useTranslations("common.failure");
  return (
    <CenteredPage
      icon={<TriangleAlert />}
      title={t("title")}
      text={error.digest ? t("text", { code: error.digest }) : t("textWithoutCode")}
      action={
        <Button variant="primary" onClick={reset}>
          {t("retry")}
        </Button>
      }
    />
  );
}
