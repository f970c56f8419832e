"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { VisuallyHidden } from "@/components/ui/display/visually-hidden";
import { Switch } from "@/components/ui/forms/switch";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { ActionResult } from "@/lib/http/result";
import type { OperatorCapacityDto } from "@/lib/settings/schemas";

type Act = (operatorId: string) => Promise<ActionResult<void>>;
type Props = { operator: OperatorCapacityDto; deactivate: Act; reactivate: Act };

/** Gives an operator access or takes it away; the latter ends their sessions, and is asked for first. */
export function ActiveSwitch({ operator: { id, name, isActive }, deactivate, reactivate }: Props) {
  const t = useTranslations("operators");
  const tSettings = useTranslations("settings.operators");
  const errorText = useErrorText();
  const [isAsking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const comeBack = async () => {
    setPending(true);
    const result = await callAction(() => reactivate(id));
    setPending(false);
    if (result.ok) toast.success(t("reactivated", { name }));
    else toast.error(errorText(result.code));
  };
  const leave = async () => {
    const result = await callAction(() => deactivate(id));
    if (!result.ok) return result.code === "conflict" ? "lastAdmin" : result.code;
    toast.success(t("deactivated", { name }));
  };
  return (
    <>
      <Switch
        checked={isActive}
        disabled={pending}
        className="w-fit gap-0"
        label={<VisuallyHidden>{tSettings("activeOf", { name })}</VisuallyHidden>}
        onChange={() => (isActive ? setAsking(true) : void comeBack())}
      />
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("deactivateTitle", { name })}
        description={t("deactivateText")}
        confirmLabel={t("deactivate")}
        onConfirm={leave}
      />
    </>
  );
}
