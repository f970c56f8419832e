"use client";

import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { CodeBlock } from "@/components/ui/display/code-block";
import { Notice } from "@/components/ui/display/notice";

/** A secret that was made a moment ago: nobody sees it again. */
export function SecretPanel({ name, secret }: { name: string; secret: string }) {
  const t = useTranslations("webhooks.secret");
  return (
    <div className="space-y-4">
      <Notice tone="warning" role="status" title={t("shown")}>
        {t("keep")}
      </Notice>
      <CodeBlock code={secret} label={t("label", { name: isolate(name) })} copyLabel={t("copy")} />
    </div>
  );
}
