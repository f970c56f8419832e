"use client";

import { useEffect, useState } from "react";
import { type Control, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { previewWidget } from "@/lib/appearance/preview";
import type { PreviewMessage } from "@/lib/appearance/preview-schemas";
import { DEFAULT_LOOK, OFFSET_MAX, type WidgetLook } from "@/lib/appearance/rules";
import type { AppearanceFormValues, AppearanceInput, AppearanceScopeDto } from "@/lib/appearance/schemas";
import type { WidgetLocale } from "@/lib/i18n/locales";
import type { PreviewChoices } from "./preview/preview-choices";
import { PreviewStage } from "./preview/preview-stage";
import { PreviewSwitches } from "./preview/preview-switches";

type Props = {
  control: Control<AppearanceFormValues, unknown, AppearanceInput>;
  company: { name: string; key: string };
  departments: readonly AppearanceScopeDto[];
  departmentId: string | null;
  companyLook: WidgetLook;
  /** The language to begin with: the admin's own. */
  locale: WidgetLocale;
};

/** The chat as visitors will see it with what the form holds, saved or not. */
export function AppearancePreview({ control, company, departments, departmentId, companyLook, locale }: Props) {
  const t = useTranslations("appearance.preview");
  // The whole form, whose parts are all there from the start.
  const values = useWatch({ control }) as AppearanceFormValues;
  const [choices, setChoices] = useState<PreviewChoices>({
    device: "desktop",
    theme: "light",
    state: "open",
    dir: "ltr",
    locale,
  });
  useEffect(() => {
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    // Where there is no room for a desk, the phone is what fits.
    const isNarrow = matchMedia("(max-width: 480px)").matches;
    setChoices((now) => ({ ...now, ...(isDark && { theme: "dark" }), ...(isNarrow && { device: "phone" }) }));
  }, []);
  const look = departmentId !== null && !values.ownLook ? companyLook : shownLook(values.look);
  const message: PreviewMessage = {
    foyer: "preview",
    theme: look.theme === "auto" ? choices.theme : look.theme,
    dir: choices.dir,
    widget: previewWidget(values, {
      companyName: company.name,
      companyKey: company.key,
      departments,
      departmentId,
      state: choices.state,
      locale: choices.locale,
      now: new Date(),
    }),
  };
  const [first] = values.proactive;
  return (
    <section aria-labelledby="preview-title" className="flex h-full flex-col">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id="preview-title" className="font-semibold text-base">
          {t("title")}
        </h2>
      </div>
      <PreviewSwitches choices={choices} onChange={(patch) => setChoices({ ...choices, ...patch })} />
      <div className="mt-3 min-h-0 flex-1">
        <PreviewStage
          snippetKey={company.key}
          choices={choices}
          look={look}
          message={message}
          proactive={first?.text[choices.locale] || first?.text.en || ""}
        />
      </div>
      <p className="mt-2 text-muted text-xs">{t("note")}</p>
    </section>
  );
}

/** What is typed, as far as it can be shown: an unfinished number stands where it would by itself. */
function shownLook({ offsetX, offsetY, ...look }: AppearanceFormValues["look"]): WidgetLook {
  const pixels = (typed: string | number, otherwise: number) => {
    const number = Number(typed);
    return String(typed).trim() === "" || !Number.isFinite(number)
      ? otherwise
      : Math.min(OFFSET_MAX, Math.max(0, number));
  };
  return { ...look, offsetX: pixels(offsetX, DEFAULT_LOOK.offsetX), offsetY: pixels(offsetY, DEFAULT_LOOK.offsetY) };
}
