"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { DeleteDepartmentDialog } from "@/components/admin/departments/delete-department-dialog";
import type { DepartmentListActions } from "@/components/admin/departments/department-actions";
import { useDepartmentFlag } from "@/components/admin/departments/use-department-flag";
import { Button } from "@/components/ui/actions/button";
import { Section } from "@/components/ui/layout/card";

type Props = Pick<DepartmentListActions, "setFlag" | "remove"> & {
  department: { id: string; name: string; disabled: boolean };
  chats: number;
};

/** The end of a department's page: deleting it. */
export function DepartmentDanger({ department, chats, setFlag, remove }: Props) {
  const t = useTranslations("admin.departments.remove");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const changeFlag = useDepartmentFlag(department, setFlag);
  return (
    <Section title={t("sectionTitle")} description={t("sectionText")}>
      <Button icon={<Trash2 aria-hidden />} onClick={() => setOpen(true)}>
        {t("confirm")}
      </Button>
      <DeleteDepartmentDialog
        department={department}
        chats={chats}
        open={isOpen}
        onOpenChange={setOpen}
        remove={remove}
        disable={() => changeFlag({ disabled: true })}
        onDeleted={() => router.push("/admin/departments")}
      />
    </Section>
  );
}
