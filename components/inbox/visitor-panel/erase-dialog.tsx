"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { callJson } from "@/lib/http/client";
import { useFailureText } from "../use-failure-text";

type Props = { visitorId: string; onClose: () => void; onDone: () => void };
const WHAT = ["chats", "files", "pages", "offline", "search"] as const;

/** Says what goes and what stays, and asks for a typed word: nothing brings it back. */
export function EraseDialog({ visitorId, onClose, onDone }: Props) {
  const t = useTranslations("visitors.erase");
  const failureText = useFailureText();
  const [typed, setTyped] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const word = t("word");
  const erase = async () => {
    const isRight = typed.trim().toLowerCase() === word;
    setIsWrong(!isRight);
    if (!isRight) return t("wrong");
    const path = `/api/visitors/${visitorId}/erasure`;
    const result = await callJson("POST", path, { body: { confirm: true }, schema: z.object({}) });
    if (!result.ok) return failureText(result);
    toast.success(t("done"));
    onDone();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("title")}
      description={t("text")}
      confirmLabel={t("confirm")}
      onConfirm={erase}
    >
      <ul className="list-disc space-y-1 ps-5">
        {WHAT.map((what) => (
          <li key={what}>{t(what)}</li>
        ))}
      </ul>
      <p className="mt-3 text-muted">{t("stays")}</p>
      <Field label={t("type", { word })} className="mt-4">
        <Input
          autoComplete="off"
          aria-invalid={isWrong || undefined}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  );
}
