"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { EditOperatorDialog } from "@/components/admin/operators/edit-operator-dialog";
import { OperatorRow } from "@/components/admin/operators/operator-row";
import { Card } from "@/components/ui/layout/card";
import type { ActionResult } from "@/lib/http/result";
import type { DepartmentOption, OperatorDto, UpdateOperatorInput } from "@/lib/operators/schemas";

type Props = {
  operators: OperatorDto[];
  departments: DepartmentOption[];
  /** Whose row says "you". */
  ownId: string;
  update: (operatorId: string, input: UpdateOperatorInput) => Promise<ActionResult<void>>;
  deactivate: (operatorId: string) => Promise<ActionResult<void>>;
  reactivate: (operatorId: string) => Promise<ActionResult<void>>;
};

export function OperatorList({ operators, departments, ownId, update, deactivate, reactivate }: Props) {
  const t = useTranslations("operators");
  const [edited, setEdited] = useState<OperatorDto | null>(null);
  return (
    <Card>
      <ul aria-label={t("title")} className="divide-y divide-border">
        {operators.map((operator) => (
          <OperatorRow
            key={operator.id}
            operator={operator}
            isOwn={operator.id === ownId}
            onEdit={() => setEdited(operator)}
            deactivate={deactivate}
            reactivate={reactivate}
          />
        ))}
      </ul>
      {edited && (
        <EditOperatorDialog
          key={edited.id}
          operator={edited}
          departments={departments}
          update={update}
          onClose={() => setEdited(null)}
        />
      )}
    </Card>
  );
}
