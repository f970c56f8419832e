"use client";

import { type Control, type Path, useController } from "react-hook-form";
import { ColorInput } from "@/components/ui/forms/color-input";
import { Field } from "@/components/ui/forms/field";

type Props<V extends { color: string }, O> = {
  control: Control<V, unknown, O>;
  label: string;
  hint?: string;
};

/** The field `color` of a form, with its label and its error. */
export function ColorField<V extends { color: string }, O>({ control, label, hint }: Props<V, O>) {
  // Every form that has the type has the field.
  const { field, fieldState } = useController({ control, name: "color" as Path<V> });
  return (
    <Field label={label} hint={hint} error={fieldState.error?.message} required>
      <ColorInput name="color" value={field.value} onChange={field.onChange} onBlur={field.onBlur} />
    </Field>
  );
}
