"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { DepartmentFields } from "@/components/admin/departments/department-fields";
import { SaveBar } from "@/components/admin/forms/save-bar";
import { useObjectUrl } from "@/components/admin/forms/use-object-url";
import { useUnsavedGuard } from "@/components/admin/forms/use-unsaved-guard";
import { callAction, showFailure } from "@/components/forms/call-action";
import { LinkButton } from "@/components/ui/actions/link-button";
import { Field } from "@/components/ui/forms/field";
import { ImageUpload } from "@/components/ui/forms/image-upload";
import { type DepartmentFormValues, departmentInput } from "@/lib/departments/schemas";
import type { ActionResult } from "@/lib/http/result";
import { checkLogoFile, LOGO_ACCEPT } from "@/lib/logos/rules";

type Props = {
  initial: DepartmentFormValues;
  /** `upload` holds the chosen picture in its field `logo`. */
  create: (values: DepartmentFormValues, upload: FormData) => Promise<ActionResult<{ id: string }>>;
};

export function NewDepartmentForm({ initial, create }: Props) {
  const t = useTranslations("admin.department");
  const router = useRouter();
  const form = useForm({ resolver: zodResolver(departmentInput), defaultValues: initial, mode: "onTouched" });
  const [logo, setLogo] = useState<{ file: File | null; problem: string | null }>({ file: null, problem: null });
  const { errors, isDirty, isSubmitting, isSubmitSuccessful } = form.formState;
  const hasChanges = isDirty || logo.file !== null;
  const guard = useUnsavedGuard(hasChanges && !isSubmitSuccessful);
  const logoUrl = useObjectUrl(logo.problem === null ? logo.file : null);

  const submit = form.handleSubmit(async ({ name }) => {
    if (logo.problem) return form.setError("root.logo", { message: logo.problem });
    const upload = new FormData();
    if (logo.file) upload.set("logo", logo.file);
    const result = await callAction(() => create(form.getValues(), upload));
    if (result.ok) {
      toast.success(t("created", { name }));
      return router.push(`/admin/departments/${result.data.id}#snippet`);
    }
    const { logo: problem, ...fields } = result.fields ?? {};
    if (problem) {
      setLogo(({ file }) => ({ file, problem }));
      form.setError("root.logo", { message: problem });
    }
    if (!problem || Object.keys(fields).length > 0) showFailure(form, { ...result, fields });
  });

  const { root, ...fieldErrors } = errors;
  return (
    <form onSubmit={submit} noValidate className="space-y-6">
      {guard}
      <DepartmentFields
        form={form}
        logoUrl={logoUrl}
        logoField={
          <Field label={t("logo")} hint={t("logoHint")} error={logo.problem} optional>
            <ImageUpload
              file={logo.file}
              accept={LOGO_ACCEPT}
              onFileChange={(file) => setLogo({ file, problem: file && checkLogoFile(file) })}
            />
          </Field>
        }
      />
      <SaveBar
        error={root?.message}
        fieldErrors={Object.keys(fieldErrors).length + (logo.problem ? 1 : 0)}
        isDirty={hasChanges}
        isSaving={isSubmitting}
        saveLabel={t("create")}
      >
        <LinkButton href="/admin/departments">{t("cancel")}</LinkButton>
      </SaveBar>
    </form>
  );
}
