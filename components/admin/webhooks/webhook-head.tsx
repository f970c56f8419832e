"use client";

import { Pencil, Send, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Notice } from "@/components/ui/display/notice";
import { FormError } from "@/components/ui/forms/form-error";
import { PageHeader } from "@/components/ui/layout/page-header";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import type { ActionResult } from "@/lib/http/result";
import type { DepartmentOption } from "@/lib/operators/schemas";
import type { SentDto, WebhookDto, WebhookInput } from "@/lib/webhooks/schemas";
import { useOutcomeText } from "./use-outcome-text";
import { WebhookDialog } from "./webhook-dialog";
import { WebhookState } from "./webhook-state";

type Props = {
  webhook: WebhookDto;
  departments: readonly DepartmentOption[];
  allowsPrivate: boolean;
  update: (input: WebhookInput) => Promise<ActionResult<null>>;
  test: () => Promise<ActionResult<SentDto>>;
  remove: () => Promise<ActionResult<void>>;
};

/** What a webhook is and how it goes, and what can be done with it. */
export function WebhookHead({ webhook, departments, allowsPrivate, update, test, remove }: Props) {
  const t = useTranslations("webhooks");
  const outcomeText = useOutcomeText();
  const router = useRouter();
  const [isEditing, setIsEditing] = useState(false);
  const [isTesting, setIsTesting] = useState(false);
  const [tested, setTested] = useState<ActionResult<SentDto> | null>(null);
  const runTest = async () => {
    setIsTesting(true);
    setTested(await callAction(test));
    setIsTesting(false);
  };
  const confirmRemove = async () => {
    const result = await callAction(remove);
    if (!result.ok) return result.code;
    toast.success(t("actions.deleted"));
    router.push("/admin/webhooks");
    return undefined;
  };
  const sent = tested?.ok ? tested.data : null;
  return (
    <>
      <PageHeader
        back={{ href: "/admin/webhooks", label: t("title") }}
        title={
          <span className="flex flex-wrap items-center gap-3">
            <bdi>{webhook.name}</bdi>
            <WebhookState webhook={webhook} />
          </span>
        }
        description={
          <span dir="ltr" className="break-all">
            {webhook.url}
          </span>
        }
        actions={
          <>
            <Button icon={<Send aria-hidden />} pending={isTesting} onClick={() => void runTest()}>
              {t("actions.test")}
            </Button>
            <Button icon={<Pencil aria-hidden />} onClick={() => setIsEditing(true)}>
              {t("edit")}
            </Button>
            <ConfirmDialog
              trigger={
                <Button variant="ghost" icon={<Trash2 aria-hidden />}>
                  {t("actions.delete")}
                </Button>
              }
              title={t("actions.deleteTitle")}
              description={t("actions.deleteText", { name: isolate(webhook.name) })}
              confirmLabel={t("actions.deleteConfirm")}
              onConfirm={confirmRemove}
            />
          </>
        }
      />
      <div className="mb-6 space-y-3 empty:hidden">
        <Banner webhook={webhook} />
        {sent && (
          <Notice tone={sent.failure === null ? "success" : "danger"} role="status">
            {outcomeText(sent.failure, sent.status)}
          </Notice>
        )}
        {tested && !tested.ok && <FormError error={tested.code} />}
      </div>
      {isEditing && (
        <WebhookDialog
          webhook={webhook}
          departments={departments}
          allowsPrivate={allowsPrivate}
          save={update}
          onClose={() => setIsEditing(false)}
        />
      )}
    </>
  );
}

function Banner({ webhook: { disabledReason, failingSince } }: { webhook: WebhookDto }) {
  const t = useTranslations("webhooks.banner");
  const format = useFormatter();
  if (disabledReason !== null) {
    return <Notice tone={disabledReason === "admin" ? "neutral" : "danger"}>{t(disabledReason)}</Notice>;
  }
  if (failingSince === null) return null;
  const time = format.dateTime(new Date(failingSince), { dateStyle: "medium", timeStyle: "short" });
  return <Notice tone="warning">{t("troubled", { time })}</Notice>;
}
