"use client";

import { Pencil, Users } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { EditCapacityDialog } from "@/components/admin/settings/edit-capacity-dialog";
import { IconButton } from "@/components/ui/actions/icon-button";
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
};

/** The tab of the operators: who takes how much, from which channels, for which departments. */
export function OperatorCapacityTable({ operators, save }: Props) {
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
            <CapacityRow key={operator.id} operator={operator} onEdit={() => setEdited(operator)} />
          ))}
        </tbody>
      </Table>
      {edited && (
        <EditCapacityDialog
          key={edited.id}
          operator={edited}
          save={save.bind(null, edited.id)}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

function CapacityRow({ operator, onEdit }: { operator: OperatorCapacityDto; onEdit: () => void }) {
  const t = useTranslations("settings.operators");
  const tChannels = useTranslations("settings.channels");
  const { name, maxLoad, load, channelTypes, memberships } = operator;
  return (
    <TableRow>
      <TableCell className="sm:min-w-36">
        <bdi className="break-words font-medium">{name}</bdi>
      </TableCell>
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
        <IconButton label={t("edit", { name })} icon={<Pencil aria-hidden />} onClick={onEdit} />
      </TableCell>
    </TableRow>
  );
}
