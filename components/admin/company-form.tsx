"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, useWatch } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { AllowedDomainsField } from "@/components/admin/forms/allowed-domains-field";
import { ColorField } from "@/components/admin/forms/color-field";
import { SaveBar } from "@/components/admin/forms/save-bar";
import { useUnsavedGuard } from "@/components/admin/forms/use-unsaved-guard";
import { WidgetPreview } from "@/components/admin/forms/widget-preview";
import { withLimit } from "@/components/admin/forms/with-limit";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { Input, Textarea } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { Section } from "@/components/ui/layout/card";
import { COMPANY_NAME_MAX, type CompanyFormValues, companyInput } from "@/lib/company/schemas";
import { GREETING_MAX } from "@/lib/departments/schemas";
import type { ActionResult } from "@/lib/http/result";

type Props = {
  initial: CompanyFormValues;
  /** Made on the server: browsers know other names. */
  timeZones: readonly string[];
  /** Answers the values as they are stored. */
  save: (values: CompanyFormValues) => Promise<ActionResult<CompanyFormValues>>;
};

export function CompanyForm({ initial, timeZones, save }: Props) {
  const t = useTranslations("admin.company");
  const tForm = useTranslations("admin.department");
  const form = useForm({ resolver: zodResolver(companyInput), defaultValues: initial, mode: "onTouched" });
  const { register, control } = form;
  const { errors, isDirty, isSubmitting, defaultValues } = form.formState;
  // With the value in the server's HTML nothing jumps when the page comes alive.
  const text = (field: keyof CompanyFormValues) => ({ ...register(field), defaultValue: defaultValues?.[field] });
  const [name, color, greeting, allowedDomains] = useWatch({
    control,
    name: ["name", "color", "greeting", "allowedDomains"],
  });
  const guard = useUnsavedGuard(isDirty);

  const submit = form.handleSubmit(async () => {
    const result = await callAction(() => save(form.getValues()));
    if (!result.ok) return showFailure(form, result);
    form.reset(result.data);
    toast.success(t("saved"));
  });

  const { root, ...fieldErrors } = errors;
  return (
    <form onSubmit={submit} noValidate className="space-y-6">
      {guard}
      <Section title={t("look")}>
        <div className="flex flex-wrap gap-x-12 gap-y-6">
          <div className="min-w-0 max-w-xl flex-1 basis-80 space-y-5">
            <Field
              label={t("name")}
              hint={t("nameHint")}
              error={withLimit(errors.name?.message, COMPANY_NAME_MAX)}
              required
            >
              <Input {...text("name")} autoComplete="organization" />
            </Field>
            <ColorField control={control} label={t("color")} hint={t("colorHint")} />
            <Field
              label={t("greeting")}
              hint={t("greetingHint")}
              error={withLimit(errors.greeting?.message, GREETING_MAX)}
              optional
            >
              <Textarea {...text("greeting")} rows={3} />
            </Field>
          </div>
          <WidgetPreview name={name.trim() || t("name")} color={color} greeting={greeting} />
        </div>
      </Section>
      <Section title={t("reach")}>
        <div className="max-w-xl">
          <AllowedDomainsField
            value={allowedDomains}
            error={errors.allowedDomains?.message}
            registered={text("allowedDomains")}
          />
        </div>
      </Section>
      <Section title={t("reports")}>
        <Field label={t("zone")} hint={t("zoneHint")} error={errors.timeZone?.message} optional className="max-w-xl">
          <Select
            {...text("timeZone")}
            options={[
              { value: "", label: t("zoneNone") },
              ...timeZones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
            ]}
          />
        </Field>
      </Section>
      <SaveBar
        error={root?.message}
        fieldErrors={Object.keys(fieldErrors).length}
        isDirty={isDirty}
        isSaving={isSubmitting}
        saveLabel={tForm("save")}
      >
        {isDirty && (
          <Button variant="ghost" onClick={() => form.reset()}>
            {tForm("discard")}
          </Button>
        )}
      </SaveBar>
    </form>
  );
}
