"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/display/badge";
import type { WebhookDto } from "@/lib/webhooks/schemas";

/** Whether a webhook is on, and whether its receiver answers. */
export function WebhookState({ webhook: { disabledReason, failingSince } }: { webhook: WebhookDto }) {
  const t = useTranslations("webhooks.states");
  if (disabledReason === "admin") return <Badge>{t("admin")}</Badge>;
  if (disabledReason !== null) return <Badge tone="danger">{t("stopped")}</Badge>;
  return failingSince === null ? <Badge tone="success">{t("on")}</Badge> : <Badge tone="warning">{t("failing")}</Badge>;
}
