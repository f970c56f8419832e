"use client";

import type { ComponentProps } from "react";
import { useTranslations } from "use-intl";
import { RadioCards } from "@/components/ui/forms/radio-cards";
import { OPERATOR_ROLES } from "@/lib/operators/schemas";

type Props = Omit<ComponentProps<typeof RadioCards>, "label" | "options">;

/** The choice of a role, each with what it may do. */
export function RoleCards(props: Props) {
  const t = useTranslations("operators");
  const options = OPERATOR_ROLES.map((role) => ({
    value: role,
    label: t("role", { role }),
    hint: t("roleHint", { role }),
  }));
  return <RadioCards {...props} label={t("roleLabel")} options={options} />;
}
