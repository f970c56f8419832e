"use client";

import { Send } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { CodeBlock } from "@/components/ui/display/code-block";
import { Dialog } from "@/components/ui/overlays/dialog";
import type { DeliveryDto } from "@/lib/webhooks/schemas";
import { AttemptList } from "./attempt-list";
import { DeliveryAnswer, DeliveryState } from "./delivery-parts";

type Props = { delivery: DeliveryDto; isSending: boolean; onResend: () => void; onClose: () => void };

/** Everything that is known of one delivery. */
export function DeliveryDialog({ delivery, isSending, onResend, onClose }: Props) {
  const t = useTranslations("webhooks.log");
  const { type, eventId, payload, made } = delivery;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={type}
      size="lg"
      footer={
        <Button icon={<Send aria-hidden />} pending={isSending} onClick={onResend}>
          {t("resend")}
        </Button>
      }
    >
      <div className="space-y-5">
        <div className="flex flex-wrap items-center gap-3">
          <DeliveryState delivery={delivery} />
          <div>
            <DeliveryAnswer delivery={delivery} />
          </div>
        </div>
        <p className="text-muted text-sm">
          {t("id")}: <code className="break-all">{eventId}</code>
        </p>
        <section>
          <h3 className="mb-1.5 font-medium">{t("made")}</h3>
          <AttemptList attempts={made} />
        </section>
        <section>
          <h3 className="mb-1.5 font-medium">{t("payload")}</h3>
          <CodeBlock code={payload} label={t("payload")} copyLabel={t("copyPayload")} />
        </section>
      </div>
    </Dialog>
  );
}
