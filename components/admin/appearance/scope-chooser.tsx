"use client";

import { Building2, ChevronDown } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { DepartmentMark, DepartmentSquare } from "@/components/ui/display/department-mark";
import { DropdownMenu, MenuHeading, MenuLink, MenuSeparator } from "@/components/ui/overlays/dropdown-menu";
import type { AppearanceScopeDto } from "@/lib/appearance/schemas";

type Props = { departments: readonly AppearanceScopeDto[]; departmentId: string | null };

const PAGE = "/admin/appearance";

/** Whose appearance the page is about: links, so that unsaved changes are asked about and a department has an address. */
export function ScopeChooser({ departments, departmentId }: Props) {
  const t = useTranslations("appearance.scope");
  const chosen = departments.find(({ id }) => id === departmentId);
  return (
    <DropdownMenu
      align="end"
      trigger={
        <Button className="max-w-full">
          <span className="sr-only">{t("choose")}: </span>
          {chosen ? (
            <DepartmentMark department={chosen} size="xs" />
          ) : (
            <span className="inline-flex items-center gap-2">
              <Building2 aria-hidden className="size-4" />
              {t("company")}
            </span>
          )}
          <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
        </Button>
      }
    >
      <MenuHeading>{t("choose")}</MenuHeading>
      <MenuLink href={PAGE} icon={<Building2 aria-hidden />}>
        <span className="block font-medium">{t("company")}</span>
        <span className="block text-muted text-xs">{t("companyHint")}</span>
      </MenuLink>
      {departments.length > 0 && <MenuSeparator />}
      {departments.map((department) => (
        <MenuLink
          key={department.id}
          href={`${PAGE}?department=${department.id}`}
          icon={<DepartmentSquare department={department} size="xs" />}
          hint={
            (department.disabled || department.hidden) && (
              <span className="text-muted text-xs">{department.disabled ? t("disabled") : t("hidden")}</span>
            )
          }
        >
          <bdi>{department.name}</bdi>
        </MenuLink>
      ))}
    </DropdownMenu>
  );
}
