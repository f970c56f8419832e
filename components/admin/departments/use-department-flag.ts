"use client";

import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { DepartmentFlagInput } from "@/lib/departments/schemas";
import type { ActionResult } from "@/lib/http/result";

type SetFlag = (id: string, flag: DepartmentFlagInput) => Promise<ActionResult<null>>;

/** Hides, shows, disables or enables a department, and says so with a way back. Answers an error's code, if any. */
export function useDepartmentFlag({ id, name }: { id: string; name: string }, setFlag: SetFlag) {
  const t = useTranslations("admin.departments");
  const errorText = useErrorText();

  return async function change(flag: DepartmentFlagInput, isUndo = false): Promise<string | undefined> {
    const result = await callAction(() => setFlag(id, flag));
    if (!result.ok) {
      toast.error(errorText(result.code));
      return result.code;
    }
    const undo = { label: t("undo"), onClick: () => void change(opposite(flag), true) };
    toast.success(t(messageOf(flag), { name }), isUndo ? undefined : { action: undo });
    return undefined;
  };
}

const opposite = (flag: DepartmentFlagInput): DepartmentFlagInput =>
  "hidden" in flag ? { hidden: !flag.hidden } : { disabled: !flag.disabled };

function messageOf(flag: DepartmentFlagInput) {
  if ("hidden" in flag) return flag.hidden ? "toastHidden" : "toastShown";
  return flag.disabled ? "toastDisabled" : "toastEnabled";
}
