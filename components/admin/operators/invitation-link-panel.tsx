"use client";

import { useTranslations } from "use-intl";
import { CopyButton } from "@/components/ui/actions/copy-button";
import { Notice } from "@/components/ui/display/notice";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import type { InvitationLink } from "@/lib/operators/schemas";

/** The link that an admin passes on, by whatever way they like: no mail is sent. */
export function InvitationLinkPanel({ link }: { link: InvitationLink }) {
  const t = useTranslations("operators");
  return (
    <div className="space-y-4">
      <Notice tone="success" role="status">
        {t.rich("linkText", { email: link.email, address: (chunks) => <bdi className="font-semibold">{chunks}</bdi> })}
      </Notice>
      <Field label={t("link")} hint={t("linkHint")}>
        <Input
          readOnly
          value={link.url}
          className="font-mono text-xs"
          onFocus={(event) => event.currentTarget.select()}
        />
      </Field>
      <CopyButton text={link.url} label={t("copyLink")} variant="primary" />
    </div>
  );
}
