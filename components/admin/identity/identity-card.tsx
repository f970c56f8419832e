"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { TextLink } from "@/components/ui/actions/text-link";
import { CodeBlock } from "@/components/ui/display/code-block";
import { Notice } from "@/components/ui/display/notice";
import { FormError } from "@/components/ui/forms/form-error";
import { Section } from "@/components/ui/layout/card";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import type { ActionResult } from "@/lib/http/result";

type Props = {
  hasSecret: boolean;
  /** Departments that take only visitors whose identity is signed. */
  strict: readonly string[];
  rotate: () => Promise<ActionResult<{ secret: string }>>;
  remove: () => Promise<ActionResult<void>>;
};

/** The secret by which websites vouch for their visitors: shown once, when it is made. */
export function IdentityCard({ hasSecret, strict, rotate, remove }: Props) {
  const t = useTranslations("appearance.identity");
  const [secret, setSecret] = useState<string | null>(null);
  const [exists, setExists] = useState(hasSecret);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const make = async (): Promise<string | undefined> => {
    const result = await callAction(rotate);
    if (!result.ok) return result.code;
    setSecret(result.data.secret);
    setExists(true);
    return undefined;
  };
  const create = async () => {
    setPending(true);
    setError(await make());
    setPending(false);
  };
  const confirmRemove = async (): Promise<string | undefined> => {
    const result = await callAction(remove);
    if (!result.ok) return result.code;
    setSecret(null);
    setExists(false);
    toast.success(t("removed"));
    return undefined;
  };
  return (
    <Section title={t("title")} description={t("lead")}>
      <div className="space-y-4">
        {secret === null ? (
          <p className="text-muted">{exists ? t("exists") : t("none")}</p>
        ) : (
          <>
            <Notice tone="warning" role="status" title={t("shown")}>
              {t("keep")}
            </Notice>
            <CodeBlock code={secret} label={t("label")} copyLabel={t("copy")} />
          </>
        )}
        <div className="flex flex-wrap gap-2">
          {exists ? (
            <>
              <ConfirmDialog
                trigger={
                  <Button size="sm" icon={<KeyRound aria-hidden />}>
                    {t("rotate")}
                  </Button>
                }
                title={t("rotateTitle")}
                description={t("rotateText")}
                confirmLabel={t("rotate")}
                onConfirm={make}
              />
              <ConfirmDialog
                trigger={
                  <Button size="sm" variant="ghost">
                    {t("remove")}
                  </Button>
                }
                title={t("removeTitle")}
                description={t("removeText")}
                confirmLabel={t("remove")}
                onConfirm={confirmRemove}
              />
            </>
          ) : (
            <Button size="sm" icon={<KeyRound aria-hidden />} pending={pending} onClick={() => void create()}>
              {t("create")}
            </Button>
          )}
        </div>
        <FormError error={error} />
        <p className="text-muted text-xs">
          {t("strict", { count: strict.length, names: strict.map(isolate).join(", ") })}{" "}
          <TextLink href="/admin/appearance">{t("strictHint")}</TextLink>
        </p>
      </div>
    </Section>
  );
}
