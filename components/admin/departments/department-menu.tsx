"use client";

import { Ban, CircleCheck, Eye, EyeOff, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { DeleteDepartmentDialog } from "@/components/admin/departments/delete-department-dialog";
import type { DepartmentListActions } from "@/components/admin/departments/department-actions";
import { useDepartmentFlag } from "@/components/admin/departments/use-department-flag";
import { IconButton } from "@/components/ui/actions/icon-button";
import { DropdownMenu, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/overlays/dropdown-menu";
import type { DepartmentRowDto } from "@/lib/departments/schemas";

type Props = Pick<DepartmentListActions, "setFlag" | "remove"> & { department: DepartmentRowDto };

/** What can be done with a department without opening it. */
export function DepartmentMenu({ department, setFlag, remove }: Props) {
  const t = useTranslations("admin.departments");
  const tCommon = useTranslations("common");
  const router = useRouter();
  const [isDeleting, setDeleting] = useState(false);
  const changeFlag = useDepartmentFlag(department, setFlag);
  const { id, name, hidden, disabled } = department;
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={
          <IconButton size="sm" label={t("menu", { name })} icon={<MoreHorizontal aria-hidden />} tooltipSide="left" />
        }
      >
        <MenuLink href={`/admin/departments/${id}`} icon={<Pencil aria-hidden />}>
          {tCommon("edit")}
        </MenuLink>
        <MenuSeparator />
        <MenuItem
          icon={hidden ? <Eye aria-hidden /> : <EyeOff aria-hidden />}
          onSelect={() => void changeFlag({ hidden: !hidden })}
        >
          {t(hidden ? "show" : "hide")}
        </MenuItem>
        <MenuItem
          icon={disabled ? <CircleCheck aria-hidden /> : <Ban aria-hidden />}
          onSelect={() => void changeFlag({ disabled: !disabled })}
        >
          {t(disabled ? "enable" : "disable")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem tone="danger" icon={<Trash2 aria-hidden />} onSelect={() => setDeleting(true)}>
          {t("remove.action")}
        </MenuItem>
      </DropdownMenu>
      <DeleteDepartmentDialog
        department={department}
        chats={department.chats}
        open={isDeleting}
        onOpenChange={setDeleting}
        remove={remove}
        disable={() => changeFlag({ disabled: true })}
        onDeleted={() => router.refresh()}
      />
    </>
  );
}
