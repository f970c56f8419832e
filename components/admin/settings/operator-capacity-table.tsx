"use client";

import { Pencil, Users } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { ActiveSwitch } from "@/components/admin/settings/active-switch";
import { EditCapacityDialog, type PictureActions } from "@/components/admin/settings/edit-capacity-dialog";
import { IconButton } from "@/components/ui/actions/icon-button";
import { cn } from "@/components/ui/cn";
import { Avatar } from "@/components/ui/display/avatar";
import { Badge } from "@/components/ui/display/badge";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import { VisuallyHidden } from "@/components/ui/display/visually-hidden";
import { Card } from "@/components/ui/layout/card";
import type { ActionResult } from "@/lib/http/result";
import type { OperatorCapacityDto, OperatorCapacityFormValues } from "@/lib/settings/schemas";

type Props = {
  operators: OperatorCapacityDto[];
  save: (operatorId: string, values: OperatorCapacityFormValues) => Promise<ActionResult<void>>;
  picture: PictureActions;
  deactivate: (operatorId: string) => Promise<ActionResult<void>>;
  reactivate: (operatorId: string) => Promise<ActionResult<void>>;
};

/** The tab of the operators: who takes how much, from which channels, for which departments. */
export function OperatorCapacityTable({ operators, save, picture, deactivate, reactivate }: Props) {
  const t = useTranslations("settings.operators");
  const common = useTranslations("common");
  const [edited, setEdited] = useState<OperatorCapacityDto | null>(null);
  if (operators.length === 0) {
    return (
      <Card>
        <EmptyState icon={<Users />} title={t("empty")} />
      </Card>
    );
  }
  return (
    <>
      <Table label={t("title")}>
        <TableHead>
          <TableRow>
            <TableHeader>{t("operator")}</TableHeader>
            <TableHeader>{t("active")}</TableHeader>
            <TableHeader>{t("departments")}</TableHeader>
            <TableHeader>{t("load")}</TableHeader>
            <TableHeader>{t("channels")}</TableHeader>
            <TableHeader>
              <VisuallyHidden>{common("edit")}</VisuallyHidden>
            </TableHeader>
          </TableRow>
        </TableHead>
        <tbody>
          {operators.map((operator) => (
            <CapacityRow key={operator.id} operator={operator} onEdit={() => setEdited(operator)}>
              <ActiveSwitch operator={operator} deactivate={deactivate} reactivate={reactivate} />
            </CapacityRow>
          ))}
        </tbody>
      </Table>
      {edited && (
        <EditCapacityDialog
          key={edited.id}
          operator={edited}
          save={save.bind(null, edited.id)}
          picture={picture}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

type RowProps = { operator: OperatorCapacityDto; onEdit: () => void; children: ReactNode };

/** `children`: what switches them on and off. */
function CapacityRow({ operator, onEdit, children }: RowProps) {
  const t = useTranslations("settings.operators");
  const tChannels = useTranslations("settings.channels");
  const { name, isActive, maxLoad, load, channelTypes, memberships } = operator;
  return (
    <TableRow>
      <TableCell className="sm:min-w-36">
        <span className="flex items-center gap-2">
          <Avatar name={name} src={operator.pictureUrl} tone={isActive ? "accent" : "neutral"} />
          <bdi className={cn("break-words font-medium", !isActive && "text-muted")}>{name}</bdi>
        </span>
      </TableCell>
      <TableCell label={t("active")}>{children}</TableCell>
      <TableCell label={t("departments")} className="sm:min-w-48">
        {memberships.length === 0 && <span className="text-muted">{t("noDepartment")}</span>}
        <ul className="flex flex-wrap gap-1">
          {memberships.map(({ departmentId, departmentName, line }) => (
            <li key={departmentId}>
              <Badge>
                <span>
                  <bdi>{departmentName}</bdi>
                  <span className="font-normal"> · {t("line", { line })}</span>
                </span>
              </Badge>
            </li>
          ))}
        </ul>
      </TableCell>
      <TableCell label={t("load")} className="whitespace-nowrap tabular-nums">
        {t("loadOf", { load, maxLoad })}
        {maxLoad === 0 && (
          <Badge tone="warning" className="ms-2">
            {t("takesNone")}
          </Badge>
        )}
      </TableCell>
      <TableCell label={t("channels")} className="sm:min-w-32">
        {channelTypes.map((type) => tChannels("type", { type })).join(", ")}
      </TableCell>
      <TableCell isAction>
        {isActive && <IconButton label={t("edit", { name })} icon={<Pencil aria-hidden />} onClick={onEdit} />}
      </TableCell>
    </TableRow>
  );
}
