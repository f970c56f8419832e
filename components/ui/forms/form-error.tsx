"use client";

import { CircleAlert } from "lucide-react";
import { cn } from "../cn";
import { useErrorText } from "../texts/use-error-text";

/**
 * What is wrong with a form as a whole; a key of errors.json or a translated text. The region is always there, because
 * screen readers announce what changes in it, not what arrives with it.
 */
export function FormError({ error, className }: { error?: string | null; className?: string }) {
  const errorText = useErrorText();
  return (
    <div role="alert" className={cn("empty:sr-only", className)}>
      {error && (
        <p className="flex items-start gap-2.5 rounded-md bg-danger-soft px-3.5 py-2.5 text-danger-text">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{errorText(error)}</span>
        </p>
      )}
    </div>
  );
}
