"use client";

import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { CodeBlock } from "@/components/ui/display/code-block";
import { Notice } from "@/components/ui/display/notice";

/** A key that was made a moment ago: nobody sees it again. */
export function KeyPanel({ name, apiKey }: { name: string; apiKey: string }) {
  const t = useTranslations("api.shown");
  return (
    <div className="space-y-4">
      <Notice tone="warning" role="status" title={t("title")}>
        {t("keep")}
      </Notice>
      <CodeBlock code={apiKey} label={t("label", { name: isolate(name) })} copyLabel={t("copy")} />
    </div>
  );
}
