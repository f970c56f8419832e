"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { VisuallyHidden } from "../display/visually-hidden";
import { Button } from "./button";
import type { ButtonSize, ButtonVariant } from "./button-style";

const RESULT_SHOWN_MS = 2500;

type Props = {
  /** What goes to the clipboard. */
  text: string;
  /** Default: "Copy". Name the thing where several stand on one page: "Copy the link". */
  label?: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
};

/** Copies a text and says so, to eyes and to screen readers. */
export function CopyButton({ text, label, variant, size, className }: Props) {
  const t = useTranslations("common");
  const [result, setResult] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (result === "idle") return;
    const timer = setTimeout(() => setResult("idle"), RESULT_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);

  const copy = () => {
    // Missing on pages without TLS, where browsers hide the clipboard.
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    written.then(
      () => setResult("copied"),
      () => setResult(copyBySelection(text) ? "copied" : "failed"),
    );
  };

  return (
    <>
      <Button
        variant={variant}
        size={size}
        className={className}
        icon={result === "copied" ? <Check aria-hidden /> : <Copy aria-hidden />}
        onClick={copy}
      >
        {result === "copied" ? t("copied") : (label ?? t("copy"))}
      </Button>
      <VisuallyHidden role="status">{result === "copied" ? t("copied") : ""}</VisuallyHidden>
      {result === "failed" && (
        <span role="alert" className="text-danger-text text-sm">
          {t("copyFailed")}
        </span>
      )}
    </>
  );
}

/** The old way, which works without TLS; returns whether it did. */
function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
