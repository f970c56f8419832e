"use client";

import { Ban, EyeOff } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/display/badge";

/** The flags of a department as words; nothing for one that takes chats and is visible. */
export function DepartmentBadges({ hidden, disabled }: { hidden: boolean; disabled: boolean }) {
  const t = useTranslations("admin.departments");
  if (!hidden && !disabled) return null;
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {hidden && (
        <Badge tone="warning" icon={<EyeOff aria-hidden />}>
          {t("hidden")}
        </Badge>
      )}
      {disabled && (
        <Badge tone="danger" icon={<Ban aria-hidden />}>
          {t("disabled")}
        </Badge>
      )}
    </span>
  );
}
