"use client";

import { useOptimistic, useTransition } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Switch } from "@/components/ui/forms/switch";
import { Section } from "@/components/ui/layout/card";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { ActionResult } from "@/lib/http/result";

type Duty = { id: string; name: string; requiresTag: boolean };
type Props = {
  departments: readonly Duty[];
  set: (departmentId: string, requiresTag: boolean) => Promise<ActionResult<void>>;
};

/** Which departments let operators close a chat only with a tag. */
export function TagDuties({ departments, set }: Props) {
  const t = useTranslations("organise.admin");
  const errorText = useErrorText();
  const [, begin] = useTransition();
  const [shown, show] = useOptimistic(departments, (now, changed: Duty) =>
    now.map((one) => (one.id === changed.id ? changed : one)),
  );
  if (departments.length === 0) return null;
  const change = (department: Duty, requiresTag: boolean) =>
    begin(async () => {
      show({ ...department, requiresTag });
      const result = await set(department.id, requiresTag);
      if (!result.ok) toast.error(errorText(result.code));
    });
  return (
    <Section title={t("dutyTitle")} description={t("dutyText")}>
      <ul className="space-y-4">
        {shown.map((department) => (
          <li key={department.id}>
            <Switch
              label={<bdi>{department.name}</bdi>}
              checked={department.requiresTag}
              onChange={(event) => change(department, event.target.checked)}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
