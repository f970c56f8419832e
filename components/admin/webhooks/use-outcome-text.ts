import { useTranslations } from "use-intl";
import type { WebhookFailureKind } from "@/lib/webhooks/rules";

/** How an attempt ended, in words; `failure` null: the receiver has taken it. */
export function useOutcomeText(): (failure: WebhookFailureKind | null, status: number | null) => string {
  const t = useTranslations("webhooks");
  return (failure, status) =>
    failure === null ? t("taken", { status: status ?? 0 }) : t(`failure.${failure}`, { status: status ?? 0 });
}
