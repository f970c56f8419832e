"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { ColorField } from "@/components/admin/forms/color-field";
import { WidgetPreview } from "@/components/admin/forms/widget-preview";
import { withLimit } from "@/components/admin/forms/with-limit";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input, Textarea } from "@/components/ui/forms/input";
import { COMPANY_NAME_MAX, type CompanyFormValues, companyInput } from "@/lib/company/schemas";
import { GREETING_MAX } from "@/lib/departments/schemas";
import type { ActionResult } from "@/lib/http/result";

type Props = { initial: CompanyFormValues; save: (values: CompanyFormValues) => Promise<ActionResult<void>> };

/** What visitors see first: name, colour and greeting. The rest of the company has a page of its own. */
export function CompanyStep({ initial, save }: Props) {
  const t = useTranslations("admin.company");
  const start = useTranslations("start");
  const router = useRouter();
  const form = useForm({ resolver: zodResolver(companyInput), defaultValues: initial, mode: "onTouched" });
  const { register, control } = form;
  const { errors, isSubmitting } = form.formState;
  const [name, color, greeting] = useWatch({ control, name: ["name", "color", "greeting"] });
  const submit = form.handleSubmit(async () => {
    const result = await callAction(() => save(form.getValues()));
    if (!result.ok) return showFailure(form, result);
    router.push("/admin/start", { scroll: false });
  });
  return (
    <form onSubmit={submit} noValidate>
      <FormError error={errors.root?.message} />
      <div className="flex flex-wrap gap-x-12 gap-y-6">
        <div className="min-w-0 max-w-xl flex-1 basis-80 space-y-5">
          <Field label={t("name")} error={withLimit(errors.name?.message, COMPANY_NAME_MAX)} required>
            <Input {...register("name")} defaultValue={initial.name} autoComplete="organization" />
          </Field>
          <ColorField control={control} label={t("color")} hint={t("colorHint")} />
          <Field
            label={t("greeting")}
            hint={t("greetingHint")}
            error={withLimit(errors.greeting?.message, GREETING_MAX)}
            optional
          >
            <Textarea {...register("greeting")} defaultValue={initial.greeting} rows={3} />
          </Field>
          <Button type="submit" variant="primary" pending={isSubmitting}>
            {start("saveOnward")}
          </Button>
        </div>
        <WidgetPreview name={name.trim() || t("name")} color={color} greeting={greeting} />
      </div>
    </form>
  );
}
