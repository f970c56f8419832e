"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { Toaster as Sonner } from "sonner";
import { useTranslations } from "use-intl";
import { directionOf } from "@/lib/i18n/locales";
import { Spinner } from "../display/spinner";

/** Where toasts appear; once at the root. Call `toast.success(text)` and the like of `sonner`. */
export function Toaster({ locale }: { locale: string }) {
  const t = useTranslations("common");
  const direction = directionOf(locale);
  return (
    <Sonner
      position={direction === "rtl" ? "top-left" : "top-right"}
      dir={direction}
      containerAriaLabel={t("notifications")}
      gap={8}
      // Below the strip of alerts, which has a button where the first toast would lie.
      offset={{ top: 60 }}
      mobileOffset={{ top: 64 }}
      expand
      style={{ fontFamily: "inherit" }}
      icons={{
        success: <CircleCheck aria-hidden className="size-4.5 text-success" />,
        info: <Info aria-hidden className="size-4.5 text-accent" />,
        warning: <TriangleAlert aria-hidden className="size-4.5 text-warning" />,
        error: <CircleAlert aria-hidden className="size-4.5 text-danger" />,
        loading: <Spinner className="size-4.5" />,
      }}
      toastOptions={{
        unstyled: true,
        closeButton: false,
        classNames: {
          toast:
            "flex w-full items-center gap-3 rounded-md border border-border bg-surface-raised px-4 py-3 text-sm text-foreground shadow-raised",
          title: "font-medium",
          description: "text-muted",
          content: "min-w-0 flex-1",
          actionButton: "min-h-8 shrink-0 rounded-md px-2.5 font-medium text-accent-text hover:bg-surface-sunken",
          cancelButton: "min-h-8 shrink-0 rounded-md px-2.5 font-medium text-muted hover:bg-surface-sunken",
        },
      }}
    />
  );
}
