"use client";

import { useTranslations } from "use-intl";
import { buttonStyle } from "../actions/button-style";
import { cn } from "../cn";

/** The first stop of the Tab key: jumps over the navigation to the element with the id `main`. */
export function SkipLink() {
  const t = useTranslations("common");
  return (
    <a href="#main" className={cn(buttonStyle("primary"), "fixed start-3 top-3 z-60 not-focus-visible:sr-only")}>
      {t("skipToMain")}
    </a>
  );
}
