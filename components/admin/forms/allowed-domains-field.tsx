"use client";

import type { UseFormRegisterReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { withLimit } from "@/components/admin/forms/with-limit";
import { Field } from "@/components/ui/forms/field";
import { Textarea } from "@/components/ui/forms/input";
import { ALLOWED_DOMAINS_MAX, findInvalidDomain } from "@/lib/departments/schemas";

type Props = {
  value: string;
  error: string | undefined;
  registered: UseFormRegisterReturn & { defaultValue?: string };
};

/** Where a snippet may stand, one domain per line; the error names the entry that is wrong. */
export function AllowedDomainsField({ value, error, registered }: Props) {
  const t = useTranslations("admin.department");
  const wrong = error === "domain" ? findInvalidDomain(value) : null;
  return (
    <Field
      label={t("allowedDomains")}
      hint={t("allowedDomainsHint")}
      error={wrong === null ? withLimit(error, ALLOWED_DOMAINS_MAX) : t("domainInvalid", { entry: wrong })}
      optional
    >
      <Textarea
        {...registered}
        rows={3}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        className="font-mono"
        placeholder={"example.com\n*.example.com"}
      />
    </Field>
  );
}
