"use client";

import { Ellipsis, Pencil, UserRoundCheck, UserRoundX } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { IconButton } from "@/components/ui/actions/icon-button";
import { cn } from "@/components/ui/cn";
import { Avatar } from "@/components/ui/display/avatar";
import { Badge } from "@/components/ui/display/badge";
import { RelativeTime } from "@/components/ui/display/relative-time";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { DropdownMenu, MenuItem } from "@/components/ui/overlays/dropdown-menu";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { ActionResult } from "@/lib/http/result";
import type { OperatorDto } from "@/lib/operators/schemas";

type Props = {
  operator: OperatorDto;
  isOwn: boolean;
  onEdit: () => void;
  deactivate: (operatorId: string) => Promise<ActionResult<void>>;
  reactivate: (operatorId: string) => Promise<ActionResult<void>>;
};

export function OperatorRow({ operator, isOwn, onEdit, deactivate, reactivate }: Props) {
  const t = useTranslations("operators");
  const errorText = useErrorText();
  const [isAsking, setAsking] = useState(false);
  const { id, name, email, role, deactivatedAt, lastSeenAt } = operator;
  const comeBack = async () => {
    const result = await callAction(() => reactivate(id));
    if (result.ok) toast.success(t("reactivated", { name }));
    else toast.error(errorText(result.code));
  };
  const leave = async () => {
    const result = await callAction(() => deactivate(id));
    if (!result.ok) return result.code === "conflict" ? "lastAdmin" : result.code;
    toast.success(t("deactivated", { name }));
  };
  return (
    <li className="grid grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-2 px-4 py-3 sm:px-6 lg:grid-cols-[auto_minmax(0,5fr)_minmax(0,6fr)_9rem_auto]">
      <Avatar name={name} src={operator.pictureUrl} size="lg" tone={deactivatedAt ? "neutral" : "accent"} />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <bdi className={cn("break-words", deactivatedAt && "text-muted")}>{name}</bdi>
          {isOwn && <span className="font-normal text-muted">{t("you")}</span>}
          {role !== "operator" && (
            <Badge tone={role === "admin" && !deactivatedAt ? "accent" : "neutral"}>{t("role", { role })}</Badge>
          )}
          {deactivatedAt && <Badge tone="warning">{t("deactivatedBadge")}</Badge>}
        </p>
        <p className="break-all text-muted text-xs">
          <bdi>{email}</bdi>
        </p>
      </div>
      <Memberships operator={operator} />
      <p className="col-span-2 col-start-2 text-muted text-xs lg:col-span-1 lg:col-start-4">
        {lastSeenAt ? t.rich("lastSeen", { time: () => <RelativeTime value={lastSeenAt} /> }) : t("neverSeen")}
      </p>
      <div className="col-start-3 row-start-1 lg:col-start-5">
        <DropdownMenu
          align="end"
          trigger={<IconButton label={t("actionsOf", { name })} icon={<Ellipsis aria-hidden />} />}
        >
          <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
            {t("edit")}
          </MenuItem>
          {deactivatedAt ? (
            <MenuItem icon={<UserRoundCheck aria-hidden />} onSelect={() => void comeBack()}>
              {t("reactivate")}
            </MenuItem>
          ) : (
            <MenuItem icon={<UserRoundX aria-hidden />} tone="danger" onSelect={() => setAsking(true)}>
              {t("deactivate")}
            </MenuItem>
          )}
        </DropdownMenu>
        <ConfirmDialog
          open={isAsking}
          onOpenChange={setAsking}
          title={t("deactivateTitle", { name })}
          description={isOwn ? t("deactivateSelfText") : t("deactivateText")}
          confirmLabel={t("deactivate")}
          onConfirm={leave}
        />
      </div>
    </li>
  );
}

/** The departments; a line is named where it is not the first. */
function Memberships({ operator: { memberships } }: { operator: OperatorDto }) {
  const t = useTranslations("operators");
  const place = "col-span-2 col-start-2 min-w-0 lg:col-span-1 lg:col-start-3";
  if (memberships.length === 0) return <p className={cn(place, "text-muted text-xs")}>{t("noMemberships")}</p>;
  return (
    <ul className={cn(place, "flex flex-wrap gap-1")}>
      {memberships.map(({ departmentId, departmentName, line }) => (
        <li key={departmentId}>
          <Badge>
            <bdi>{departmentName}</bdi>
            {line > 1 && <span className="font-normal">· {t("line", { line })}</span>}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
