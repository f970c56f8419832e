"use client";

import { createContext, useContext } from "react";

type FieldState = { id: string; labelId: string; describedBy: string | undefined; invalid: boolean; required: boolean };

export const FieldContext = createContext<FieldState | null>(null);

type OwnProps = { id?: string; "aria-describedby"?: string; "aria-invalid"?: unknown; "aria-required"?: unknown };

/** What ties a control to the label, hint and error of the `Field` around it; what the control says itself wins. */
export function useFieldProps(own: OwnProps) {
  const field = useContext(FieldContext);
  const describedBy = [own["aria-describedby"], field?.describedBy].filter(Boolean).join(" ");
  return {
    id: own.id ?? field?.id,
    "aria-describedby": describedBy || undefined,
    "aria-invalid": Boolean(own["aria-invalid"] ?? field?.invalid) || undefined,
    // Not the attribute `required`: the browser's own bubbles would come before our messages.
    "aria-required": Boolean(own["aria-required"] ?? field?.required) || undefined,
  };
}
