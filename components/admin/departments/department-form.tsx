"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { DepartmentFields } from "@/components/admin/departments/department-fields";
import { type LogoActions, LogoField } from "@/components/admin/departments/logo-field";
import { SaveBar } from "@/components/admin/forms/save-bar";
import { useUnsavedGuard } from "@/components/admin/forms/use-unsaved-guard";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { type DepartmentFormValues, departmentInput } from "@/lib/departments/schemas";
import type { ActionResult } from "@/lib/http/result";

type Props = {
  initial: DepartmentFormValues;
  logoUrl: string | null;
  /** Answers the values as they are stored. */
  save: (values: DepartmentFormValues) => Promise<ActionResult<DepartmentFormValues>>;
  logoActions: LogoActions;
};

/** The settings of a department that exists. Its logo is saved by itself, as soon as it is chosen. */
export function DepartmentForm({ initial, logoUrl, save, logoActions }: Props) {
  const t = useTranslations("admin.department");
  const form = useForm({ resolver: zodResolver(departmentInput), defaultValues: initial, mode: "onTouched" });
  const [currentLogo, setCurrentLogo] = useState(logoUrl);
  const { errors, isDirty, isSubmitting } = form.formState;
  const guard = useUnsavedGuard(isDirty);

  const submit = form.handleSubmit(async () => {
    const result = await callAction(() => save(form.getValues()));
    if (!result.ok) return showFailure(form, result);
    form.reset(result.data);
    toast.success(t("saved", { name: result.data.name }));
  });

  const { root, ...fieldErrors } = errors;
  return (
    <form onSubmit={submit} noValidate className="space-y-6">
      {guard}
      <DepartmentFields
        form={form}
        logoUrl={currentLogo}
        logoField={<LogoField logoUrl={currentLogo} onChange={setCurrentLogo} actions={logoActions} />}
      />
      <SaveBar
        error={root?.message}
        fieldErrors={Object.keys(fieldErrors).length}
        isDirty={isDirty}
        isSaving={isSubmitting}
        saveLabel={t("save")}
      >
        {isDirty && (
          <Button variant="ghost" onClick={() => form.reset()}>
            {t("discard")}
          </Button>
        )}
      </SaveBar>
    </form>
  );
}
