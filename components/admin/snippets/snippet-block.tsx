"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { CodeBlock } from "@/components/ui/display/code-block";
import { Notice } from "@/components/ui/display/notice";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { isLocalOrigin, snippetLine } from "@/lib/departments/rules";
import type { ActionResult } from "@/lib/http/result";

type Props = {
  /** What the snippet belongs to, for screen readers and questions. */
  name: string;
  label: string;
  snippetKey: string;
  /** Where this installation is reached. */
  origin: string;
  /** Shows the button that replaces the key. */
  rotate?: () => Promise<ActionResult<{ key: string }>>;
};

/** The line to paste, with a copy button and, where given, a way to replace its key. */
export function SnippetBlock({ name, label, snippetKey, origin, rotate }: Props) {
  const t = useTranslations("admin.snippet");
  const [key, setKey] = useState(snippetKey);
  const confirm = async (): Promise<string | undefined> => {
    if (!rotate) return undefined;
    const result = await callAction(rotate);
    if (!result.ok) return result.code;
    setKey(result.data.key);
    toast.success(t("rotated"));
    return undefined;
  };
  return (
    <div className="space-y-3">
      <CodeBlock code={snippetLine(origin, key)} label={label} copyLabel={t("copy")} />
      {isLocalOrigin(origin) && <Notice tone="neutral">{t("localhost")}</Notice>}
      {rotate && (
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p className="text-muted text-xs">{t("rotateHint")}</p>
          <ConfirmDialog
            trigger={
              <Button size="sm" icon={<KeyRound aria-hidden />}>
                {t("rotate")}
              </Button>
            }
            title={t("rotateTitle", { name })}
            description={t("rotateText")}
            confirmLabel={t("rotateConfirm")}
            onConfirm={confirm}
          />
        </div>
      )}
    </div>
  );
}
