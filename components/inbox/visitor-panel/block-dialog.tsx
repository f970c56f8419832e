"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Checkbox } from "@/components/ui/forms/checkbox";
import { Field } from "@/components/ui/forms/field";
import { Textarea } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { BLOCK_HOURS, BLOCK_REASON_MAX } from "@/lib/blocks/schemas";
import type { InboxChatDto } from "@/lib/chats/schemas";
import type { VisitorPanelDto } from "@/lib/visitors/panel-schemas";
import { useDesk } from "../use-desk";
import { useFailureText } from "../use-failure-text";
import { postBlock } from "./use-visitor-acts";

type Props = { chat: InboxChatDto; panel: VisitorPanelDto; onClose: () => void; onDone: () => void };

export function BlockDialog({ chat, panel, onClose, onDone }: Props) {
  const t = useTranslations("visitors.block");
  const desk = useDesk();
  const failureText = useFailureText();
  const [reason, setReason] = useState("");
  const [hours, setHours] = useState("");
  const [address, setAddress] = useState(false);
  const name = isolate(chat.visitor.name);
  const block = async () => {
    const body = { reason, hours: hours === "" ? null : Number(hours), address };
    const result = await postBlock(chat.id, body);
    if (!result.ok) return failureText(result);
    toast.success(t(address && !result.data.address ? "doneNoAddress" : "done", { name }));
    desk.sync(chat.id);
    onDone();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("title")}
      description={t("text", { name })}
      confirmLabel={t("confirm")}
      onConfirm={block}
    >
      <div className="space-y-4">
        <Field label={t("reason")} hint={t("reasonHint")} optional>
          <Textarea rows={2} maxLength={BLOCK_REASON_MAX} value={reason} onChange={(e) => setReason(e.target.value)} />
        </Field>
        <Field label={t("hours")}>
          <Select
            value={hours}
            onChange={(event) => setHours(event.target.value)}
            options={["", ...BLOCK_HOURS.map(String)].map((value) => ({
              value,
              label: t("hoursOf", { hours: value || "none" }),
            }))}
          />
        </Field>
        <Checkbox
          label={t("address")}
          hint={panel.isAddressKnown ? t("addressHint") : t("addressUnknown")}
          disabled={!panel.isAddressKnown}
          checked={address}
          onChange={(event) => setAddress(event.target.checked)}
        />
      </div>
    </ConfirmDialog>
  );
}
