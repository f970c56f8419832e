"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Section } from "@/components/ui/layout/card";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import type { ActionResult } from "@/lib/http/result";
import type { WebhookDto } from "@/lib/webhooks/schemas";
import { SecretPanel } from "./secret-panel";

type Props = { webhook: WebhookDto; rotate: () => Promise<ActionResult<{ secret: string }>> };

/** What the receiver verifies with: replaced here, and shown once. */
export function SecretSection({ webhook: { name, previousUntil }, rotate }: Props) {
  const t = useTranslations("webhooks.secret");
  const format = useFormatter();
  const [secret, setSecret] = useState<string | null>(null);
  const confirm = async () => {
    const result = await callAction(rotate);
    if (!result.ok) return result.code;
    setSecret(result.data.secret);
    return undefined;
  };
  return (
    <Section
      title={t("title")}
      description={t("text")}
      actions={
        <ConfirmDialog
          trigger={
            <Button size="sm" icon={<KeyRound aria-hidden />}>
              {t("rotate")}
            </Button>
          }
          title={t("rotateTitle")}
          description={t("rotateText")}
          confirmLabel={t("rotate")}
          tone="primary"
          onConfirm={confirm}
        />
      }
    >
      <div className="space-y-4">
        {secret === null ? (
          <p className="font-mono text-muted text-sm">whsec_••••••••••••</p>
        ) : (
          <SecretPanel name={name} secret={secret} />
        )}
        {previousUntil && (
          <p className="text-muted">
            {t("overlap", {
              time: format.dateTime(new Date(previousUntil), { dateStyle: "medium", timeStyle: "short" }),
            })}
          </p>
        )}
      </div>
    </Section>
  );
}
