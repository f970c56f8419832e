"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useLocale, useTranslations } from "use-intl";
import { SaveBar } from "@/components/admin/forms/save-bar";
import { useUnsavedGuard } from "@/components/admin/forms/use-unsaved-guard";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Section } from "@/components/ui/layout/card";
import {
  type AppearanceDto,
  type AppearanceFormValues,
  type AppearanceScopeDto,
  appearanceFormValues,
  appearanceInput,
} from "@/lib/appearance/schemas";
import type { ActionResult } from "@/lib/http/result";
import { DEFAULT_LOCALE, isWidgetLocale, WIDGET_LOCALES, type WidgetLocale } from "@/lib/i18n/locales";
import { AppearancePreview } from "./appearance-preview";
import { ConsentSection } from "./consent-section";
import { DepartmentLinks } from "./department-links";
import { type Languages, languagesIn } from "./form-api";
import { FormSection } from "./form-section";
import { LookSection } from "./look-section";
import { ProactiveSection } from "./proactive-section";
import { TextsSection } from "./texts-section";

type Props = {
  appearance: AppearanceDto;
  company: { name: string; key: string };
  departments: readonly AppearanceScopeDto[];
  /** Null: the company's. */
  departmentId: string | null;
  isMailConfigured: boolean;
  /** Answers what is stored. */
  save: (values: AppearanceFormValues) => Promise<ActionResult<AppearanceDto>>;
};

/** How the widget of the company, or of one department, looks, with the widget itself beside it. */
export function AppearanceForm({ appearance, company, departments, departmentId, isMailConfigured, save }: Props) {
  const t = useTranslations("appearance");
  const tForm = useTranslations("admin.department");
  const locale = useLocale();
  const [stored, setStored] = useState(appearance);
  const form = useForm({
    resolver: zodResolver(appearanceInput),
    defaultValues: appearanceFormValues(appearance),
    mode: "onTouched",
  });
  const { errors, isDirty, isSubmitting } = form.formState;
  const guard = useUnsavedGuard(isDirty);
  const languages = useLanguages(appearanceFormValues(appearance));
  const isDepartment = departmentId !== null;

  const submit = form.handleSubmit(async () => {
    const result = await callAction(() => save(form.getValues()));
    if (!result.ok) return showFailure(form, result);
    setStored(result.data);
    form.reset(appearanceFormValues(result.data));
    toast.success(t("saved"));
  });

  const { root, ...fieldErrors } = errors;
  return (
    <form onSubmit={submit} noValidate className="grid gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,1fr)_27.5rem]">
      {guard}
      <div className="min-w-0 space-y-6">
        <LookSection form={form} isDepartment={isDepartment} />
        <TextsSection form={form} languages={languages} companyName={company.name} />
        {isDepartment ? (
          <FormSection form={form} signsIdentities={stored.signsIdentities} />
        ) : (
          <Section title={t("form.title")} description={t("form.perDepartment")}>
            <DepartmentLinks departments={departments} />
          </Section>
        )}
        <ProactiveSection form={form} languages={languages} isDepartment={isDepartment} />
        {!isDepartment && (
          <ConsentSection
            form={form}
            languages={languages}
            version={stored.consent.version}
            isMailConfigured={isMailConfigured}
          />
        )}
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
      </div>
      <div className="h-[calc(100dvh-3rem)] max-h-[54rem] min-h-[34rem] xl:sticky xl:top-6">
        <AppearancePreview
          control={form.control}
          company={company}
          departments={departments}
          departmentId={departmentId}
          companyLook={stored.companyLook}
          locale={isWidgetLocale(locale) ? locale : DEFAULT_LOCALE}
        />
      </div>
    </form>
  );
}

function useLanguages(initial: AppearanceFormValues): Languages {
  const [list, setList] = useState<readonly WidgetLocale[]>(() => languagesIn(initial));
  const add = (added: WidgetLocale) =>
    setList((now) => WIDGET_LOCALES.filter((locale) => locale === added || now.includes(locale)));
  return { list, add };
}
