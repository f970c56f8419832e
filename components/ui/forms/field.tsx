"use client";

import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { cn } from "../cn";
import { useErrorText } from "../texts/use-error-text";
import { FieldContext } from "./field-context";

type Props = {
  label: ReactNode;
  hint?: ReactNode;
  /** A key of errors.json, a key with a limit ("tooLong:120") or a translated text. */
  error?: string | null;
  required?: boolean;
  /** Says "optional" beside the label. */
  optional?: boolean;
  /** For several controls under one label, such as checkboxes: a fieldset with a legend. */
  group?: boolean;
  className?: string;
  children: ReactNode;
};

/** Label, one control, hint and error; the control inside finds its id and descriptions by itself. */
export function Field({ label, hint, error, required = false, optional, group = false, className, children }: Props) {
  const t = useTranslations("common");
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [errorId, hintId].filter(Boolean).join(" ") || undefined;
  const caption = (
    <>
      {label}
      {required && (
        <span aria-hidden className="ms-0.5 text-danger-text">
          *
        </span>
      )}
      {required && group && <span className="sr-only"> ({t("required")})</span>}
      {optional && <span className="ms-1.5 font-normal text-muted">({t("optional")})</span>}
    </>
  );
  const below = (
    <>
      {error && <FieldError id={`${id}-error`} error={error} />}
      {hint && (
        <p id={hintId} className="mt-1.5 text-muted text-xs">
          {hint}
        </p>
      )}
    </>
  );
  if (group)
    return (
      <fieldset aria-describedby={describedBy} aria-invalid={Boolean(error) || undefined} className={className}>
        <legend className="mb-1.5 font-medium">{caption}</legend>
        {children}
        {below}
      </fieldset>
    );
  return (
    <div className={cn("min-w-0", className)}>
      <label id={`${id}-label`} htmlFor={id} className="mb-1.5 block font-medium">
        {caption}
      </label>
      <FieldContext value={{ id, labelId: `${id}-label`, describedBy, invalid: Boolean(error), required }}>
        {children}
      </FieldContext>
      {below}
    </div>
  );
}

/** The error under a control; `id` goes into the control's `aria-describedby`. */
export function FieldError({ id, error }: { id: string; error: string }) {
  const errorText = useErrorText();
  return (
    <p id={id} className="mt-1.5 flex items-start gap-1.5 text-danger-text">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{errorText(error)}</span>
    </p>
  );
}
