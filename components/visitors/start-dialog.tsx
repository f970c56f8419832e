"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { isolate } from "@/components/chat/isolate";
import { Field } from "@/components/ui/forms/field";
import { Textarea } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import { MESSAGE_BODY_MAX } from "@/lib/chats/input-schemas";
import { type CallFailure, callJson } from "@/lib/http/client";
import { uuidv7 } from "@/lib/ids";
import type { VisitorBoardDto, VisitorHereDto } from "@/lib/presences/schemas";
import { useVisitorName } from "./use-visitor-name";

type Props = {
  visitor: VisitorHereDto;
  departments: VisitorBoardDto["departments"];
  onClose: () => void;
  /** The board is another one than it was thought to be. */
  onChanged: () => void;
};

const REASONS = ["left", "elsewhere", "chatting", "disabled", "blocked", "consent", "unknown"] as const;
const started = z.object({ chat: z.object({ id: z.uuid() }) });

/** Writes to a visitor on their page; the chat opens in the inbox. */
export function StartDialog({ visitor, departments, onClose, onChanged }: Props) {
  const t = useTranslations("visitors.start");
  const router = useRouter();
  const failureText = useRefusalText();
  const name = useVisitorName()(visitor);
  const offered = departments.filter(
    ({ id, disabled }) => !disabled && (visitor.department === null || visitor.department.id === id),
  );
  const [departmentId, setDepartmentId] = useState(offered[0]?.id ?? "");
  const [body, setBody] = useState("");
  const [error, setError] = useState<string>();
  // The same one at each try: repeating it cannot make two chats.
  const [clientId] = useState(() => uuidv7());
  const start = async () => {
    setError(body.trim() === "" ? "required" : undefined);
    if (body.trim() === "") return "required";
    const path = `/api/visitors/${visitor.visitorId}/chats`;
    const result = await callJson("POST", path, { body: { clientId, departmentId, body }, schema: started });
    if (result.ok) {
      router.push(`/inbox/${result.data.chat.id}`);
      return;
    }
    onChanged();
    setError(result.fields?.body);
    return failureText(result);
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("title", { name: isolate(name) })}
      description={t("text")}
      confirmLabel={t("send")}
      tone="primary"
      onConfirm={start}
    >
      <div className="space-y-4">
        {offered.length > 1 && (
          <Field label={t("department")}>
            <Select
              value={departmentId}
              onChange={(event) => setDepartmentId(event.target.value)}
              options={offered.map((department) => ({ value: department.id, label: department.name }))}
            />
          </Field>
        )}
        <Field label={t("message")} error={error} required>
          <Textarea
            rows={4}
            dir="auto"
            maxLength={MESSAGE_BODY_MAX}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        </Field>
      </div>
    </ConfirmDialog>
  );
}

function useRefusalText(): (failure: CallFailure) => string {
  const t = useTranslations("visitors.start");
  const errorText = useErrorText();
  return ({ code, data }) => {
    const reason = REASONS.find((known) => known === data?.reason);
    if (!reason) return errorText(code);
    const owner = data?.owner;
    if (reason === "chatting" && typeof owner === "string" && owner) return t("chattingWith", { name: isolate(owner) });
    return t(reason);
  };
}
