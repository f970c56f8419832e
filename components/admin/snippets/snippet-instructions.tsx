"use client";

import { useTranslations } from "use-intl";
import { CodeBlock } from "@/components/ui/display/code-block";
import { Tabs } from "@/components/ui/layout/tabs";
import { loaderUrl, snippetLine } from "@/lib/departments/rules";

const KINDS = ["html", "gtm", "wordpress", "react"] as const;
type Kind = (typeof KINDS)[number];

/** How to put a snippet on the usual kinds of websites. */
export function SnippetInstructions({ origin, snippetKey }: { origin: string; snippetKey: string }) {
  const t = useTranslations("admin.snippets");
  return (
    <Tabs
      label={t("tabs")}
      items={KINDS.map((kind) => ({
        value: kind,
        label: t(kind),
        content: (
          <div className="space-y-3">
            <p className="max-w-prose">{t(`${kind}Text`)}</p>
            <CodeBlock code={codeFor(kind, origin, snippetKey)} label={t("code", { kind: t(kind) })} />
          </div>
        ),
      }))}
    />
  );
}

function codeFor(kind: Kind, origin: string, key: string): string {
  const url = loaderUrl(origin, key);
  if (kind === "wordpress")
    return `add_action( 'wp_enqueue_scripts', function () {
  wp_enqueue_script( 'foyer', '${url}', array(), null, array( 'strategy' => 'async', 'in_footer' => true ) );
} );`;
  if (kind === "react")
    return `import Script from "next/script";

<Script src="${url}" strategy="afterInteractive" />`;
  return snippetLine(origin, key);
}
