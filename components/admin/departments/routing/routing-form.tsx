"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { SaveBar } from "@/components/admin/forms/save-bar";
import { useUnsavedGuard } from "@/components/admin/forms/use-unsaved-guard";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { type DepartmentChoiceDto, type RoutingFormValues, routingInput } from "@/lib/departments/routing-schemas";
import type { ActionResult } from "@/lib/http/result";
import { AwaySection } from "./away-section";
import { DistributionSection } from "./distribution-section";
import { type CompanyRules, OwnRulesSection } from "./own-rules-section";
import { QueueSection } from "./queue-section";

type Props = {
  name: string;
  initial: RoutingFormValues;
  /** The departments that an overflow can lead to: all but this one. */
  others: DepartmentChoiceDto[];
  company: CompanyRules;
  isMailConfigured: boolean;
  /** Answers the values as they are stored. */
  save: (values: RoutingFormValues) => Promise<ActionResult<RoutingFormValues>>;
};

/** How a department gives its chats to operators. */
export function RoutingForm({ name, initial, others, company, isMailConfigured, save }: Props) {
  const t = useTranslations("routing.form");
  const tDepartment = useTranslations("admin.department");
  const form = useForm({ resolver: zodResolver(routingInput), defaultValues: initial, mode: "onTouched" });
  const { errors, isDirty, isSubmitting } = form.formState;
  const guard = useUnsavedGuard(isDirty);

  const submit = form.handleSubmit(async () => {
    const result = await callAction(() => save(form.getValues()));
    if (!result.ok) return showFailure(form, result);
    form.reset(result.data);
    toast.success(t("saved", { name }));
  });

  const { root, ...fieldErrors } = errors;
  return (
    <form onSubmit={submit} noValidate className="space-y-6">
      {guard}
      <DistributionSection form={form} />
      <QueueSection form={form} others={others} />
      <AwaySection form={form} isMailConfigured={isMailConfigured} />
      <OwnRulesSection form={form} company={company} />
      <SaveBar
        error={root?.message}
        fieldErrors={Object.keys(fieldErrors).length}
        isDirty={isDirty}
        isSaving={isSubmitting}
        saveLabel={tDepartment("save")}
      >
        {isDirty && (
          <Button variant="ghost" onClick={() => form.reset()}>
            {tDepartment("discard")}
          </Button>
        )}
      </SaveBar>
    </form>
  );
}
