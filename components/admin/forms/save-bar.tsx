"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { FormError } from "@/components/ui/forms/form-error";

type Props = {
  /** A key of errors.json for the form as a whole. */
  error?: string;
  /** How many fields have an error; they may be out of sight. */
  fieldErrors: number;
  isDirty: boolean;
  isSaving: boolean;
  saveLabel: string;
  /** Before the save button, such as Discard or Cancel. */
  children?: ReactNode;
};

/** The end of a long form; it stays in sight while there is something to save. */
export function SaveBar({ error, fieldErrors, isDirty, isSaving, saveLabel, children }: Props) {
  const t = useTranslations("admin");
  return (
    <div
      className={
        isDirty || error
          ? "sticky bottom-0 z-20 -mx-4 border-border border-t bg-background px-4 py-3 sm:-mx-8 sm:px-8"
          : "py-3"
      }
    >
      <FormError error={error} className="mb-3" />
      <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
        <p role="status" className="me-auto text-muted">
          {fieldErrors > 0 ? (
            <span className="text-danger-text">{t("problem.fields", { count: fieldErrors })}</span>
          ) : (
            isDirty && t("department.unsavedChanges")
          )}
        </p>
        <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
          {children}
          <Button type="submit" variant="primary" pending={isSaving}>
            {saveLabel}
          </Button>
        </div>
      </div>
    </div>
  );
}
