"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { Dialog, DialogClose } from "@/components/ui/overlays/dialog";
import { CHATS_COUNT_MAX } from "@/lib/departments/schemas";
import type { ActionResult } from "@/lib/http/result";

type Props = {
  department: { id: string; name: string; disabled: boolean };
  /** As far as the page knows, see `DepartmentRowDto`; a chat may have started since, and then the server says so. */
  chats: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  remove: (id: string) => Promise<ActionResult<null>>;
  disable: () => Promise<unknown>;
  onDeleted: () => void;
};

/** Asks before a department is deleted; where its chats forbid that, offers to disable it instead. */
export function DeleteDepartmentDialog({ department, chats, open, onOpenChange, remove, disable, onDeleted }: Props) {
  const t = useTranslations("admin.departments.remove");
  const [chatsFound, setChatsFound] = useState(0);
  const { id, name, disabled } = department;
  const count = Math.max(chats, chatsFound);

  const confirm = async (): Promise<string | undefined> => {
    const result = await callAction(() => remove(id));
    if (!result.ok) {
      if (result.code !== "conflict") return result.code;
      setChatsFound(Math.max(1, Number(result.data?.chats ?? 1)));
      return "conflict";
    }
    toast.success(t("done", { name }));
    onDeleted();
    return undefined;
  };

  if (count > 0) {
    const disableInstead = (
      <Button
        variant="primary"
        onClick={() => {
          onOpenChange(false);
          void disable();
        }}
      >
        {t("disableInstead")}
      </Button>
    );
    return (
      <Dialog
        open={open}
        onOpenChange={onOpenChange}
        title={t("hasChatsTitle", { name })}
        footer={
          <>
            <DialogClose>
              <Button>{t("close")}</Button>
            </DialogClose>
            {!disabled && disableInstead}
          </>
        }
      >
        <p>
          {t(disabled ? "hasChatsDisabled" : "hasChats", {
            count,
            most: CHATS_COUNT_MAX,
            isMore: String(count > CHATS_COUNT_MAX),
          })}
        </p>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("title", { name })}
      description={t("text")}
      confirmLabel={t("confirm")}
      onConfirm={confirm}
    />
  );
}
