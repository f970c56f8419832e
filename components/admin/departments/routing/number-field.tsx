"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import type { RoutingFormValues } from "@/lib/departments/routing-schemas";
import type { RoutingFormApi } from "./form-api";

type NumberName = {
  [Name in keyof RoutingFormValues]: number extends RoutingFormValues[Name] ? Name : never;
}[keyof RoutingFormValues];

type Props = {
  form: RoutingFormApi;
  name: NumberName;
  label: string;
  hint?: ReactNode;
  placeholder?: string;
  required?: boolean;
};

/** A whole number, typed as text: a browser's own number field would swallow what is none instead of showing the error. */
export function NumberField({ form, name, label, hint, placeholder, required }: Props) {
  const { errors, defaultValues } = form.formState;
  return (
    <Field label={label} hint={hint} error={errors[name]?.message} required={required}>
      <Input
        {...form.register(name)}
        defaultValue={defaultValues?.[name] ?? ""}
        inputMode="numeric"
        autoComplete="off"
        placeholder={placeholder}
        className="max-w-32"
      />
    </Field>
  );
}
