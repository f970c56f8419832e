"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { ColorField } from "@/components/admin/forms/color-field";
import { withLimit } from "@/components/admin/forms/with-limit";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { LinkButton } from "@/components/ui/actions/link-button";
import { DepartmentMark } from "@/components/ui/display/department-mark";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import {
  DEPARTMENT_DESCRIPTION_MAX,
  DEPARTMENT_NAME_MAX,
  type DepartmentFormValues,
  departmentInput,
  newDepartmentValues,
} from "@/lib/departments/schemas";
import type { ActionResult } from "@/lib/http/result";
import { MarkButton, type SaveMark } from "./mark-button";

type Department = { id: string; name: string; color: string; logoUrl: string | null };
type Props = {
  departments: readonly Department[];
  /** The company's, which a department begins with. */
  color: string;
  create: (values: DepartmentFormValues, upload: FormData) => Promise<ActionResult<{ id: string }>>;
  mark: SaveMark;
};

/** Departments shown by name; the rest are counted. */
const SHOWN_MAX = 6;

/** The departments that are there, or the form for the first one, of which whoever makes it is a member. */
export function DepartmentStep({ departments, color, create, mark }: Props) {
  const t = useTranslations("start");
  if (departments.length === 0) {
    return (
      <FirstDepartmentForm
        color={color}
        create={create}
        skip={<MarkButton step="department" mark="skipped" save={mark} />}
      />
    );
  }
  return (
    <div className="space-y-5">
      <ul className="flex flex-wrap gap-x-6 gap-y-3">
        {departments.slice(0, SHOWN_MAX).map((department) => (
          <li key={department.id} className="min-w-0">
            <DepartmentMark department={department} />
          </li>
        ))}
        {departments.length > SHOWN_MAX && (
          <li className="text-muted">{t("department.more", { count: departments.length - SHOWN_MAX })}</li>
        )}
      </ul>
      <div className="flex flex-wrap gap-3">
        <MarkButton step="department" mark="done" save={mark} />
        <LinkButton href="/admin/departments/new">{t("department.another")}</LinkButton>
      </div>
    </div>
  );
}

type FormProps = Pick<Props, "color" | "create"> & { skip: React.ReactNode };

function FirstDepartmentForm({ color, create, skip }: FormProps) {
  const t = useTranslations("admin.department");
  const start = useTranslations("start");
  const router = useRouter();
  const form = useForm({
    resolver: zodResolver(departmentInput),
    defaultValues: newDepartmentValues(color),
    mode: "onTouched",
  });
  const { register, control } = form;
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async () => {
    const result = await callAction(() => create(form.getValues(), new FormData()));
    if (!result.ok) return showFailure(form, result);
    router.push("/admin/start", { scroll: false });
  });
  return (
    <form onSubmit={submit} noValidate className="max-w-xl space-y-5">
      <FormError error={errors.root?.message} />
      <Field
        label={t("name")}
        hint={t("nameHint")}
        error={withLimit(errors.name?.message, DEPARTMENT_NAME_MAX)}
        required
      >
        <Input {...register("name")} />
      </Field>
      <Field
        label={t("description")}
        hint={t("descriptionHint")}
        error={withLimit(errors.description?.message, DEPARTMENT_DESCRIPTION_MAX)}
        optional
      >
        <Input {...register("description")} />
      </Field>
      <ColorField control={control} label={t("color")} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" pending={isSubmitting}>
          {start("department.create")}
        </Button>
        {skip}
      </div>
    </form>
  );
}
