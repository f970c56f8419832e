"use client";

import { ArrowLeftToLine, ArrowRightToLine, Monitor, Moon, Smartphone, Sun } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { PREVIEW_STATES } from "@/lib/appearance/preview";
import { directionOf, LOCALE_NAMES, WIDGET_LOCALES, type WidgetLocale } from "@/lib/i18n/locales";
import type { PreviewChoices } from "./preview-choices";

type Props = { choices: PreviewChoices; onChange: (patch: Partial<PreviewChoices>) => void };

/** Device, theme, state, direction and language of the preview. */
export function PreviewSwitches({ choices, onChange }: Props) {
  const t = useTranslations("appearance.preview");
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segments
        label={t("device")}
        value={choices.device}
        onChange={(device) => onChange({ device })}
        options={[
          { value: "desktop", label: t("desktop"), icon: <Monitor aria-hidden /> },
          { value: "phone", label: t("phone"), icon: <Smartphone aria-hidden /> },
        ]}
      />
      <Segments
        label={t("theme")}
        value={choices.theme}
        onChange={(theme) => onChange({ theme })}
        options={[
          { value: "light", label: t("light"), icon: <Sun aria-hidden /> },
          { value: "dark", label: t("dark"), icon: <Moon aria-hidden /> },
        ]}
      />
      <Segments
        label={t("dir")}
        value={choices.dir}
        onChange={(dir) => onChange({ dir })}
        options={[
          { value: "ltr", label: t("ltr"), icon: <ArrowRightToLine aria-hidden /> },
          { value: "rtl", label: t("rtl"), icon: <ArrowLeftToLine aria-hidden /> },
        ]}
      />
      <SmallSelect
        label={t("language")}
        value={choices.locale}
        onChange={(value) => {
          const locale = WIDGET_LOCALES.find((each) => each === value);
          if (locale) onChange({ locale, dir: directionOf(locale) });
        }}
        options={WIDGET_LOCALES.map((locale: WidgetLocale) => ({ value: locale, label: LOCALE_NAMES[locale] }))}
      />
      <Segments
        label={t("state")}
        value={choices.state}
        onChange={(state) => onChange({ state })}
        options={PREVIEW_STATES.map((state) => ({ value: state, label: t(`states.${state}`) }))}
      />
    </div>
  );
}

type Option<V extends string> = { value: V; label: string; icon?: ReactNode };
type SegmentsProps<V extends string> = {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly Option<V>[];
};

/** A few exclusive choices in a row; radio buttons underneath. With an icon the words are for screen readers and the tooltip. */
function Segments<V extends string>({ label, value, onChange, options }: SegmentsProps<V>) {
  const name = useId();
  return (
    <fieldset className="inline-flex rounded-md border border-border-control bg-surface p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          title={option.icon ? option.label : undefined}
          className="inline-flex h-8 min-w-8 cursor-pointer items-center justify-center rounded-sm px-2 text-muted text-xs hover:text-foreground has-checked:bg-surface-selected has-checked:font-medium has-checked:text-foreground has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-1 [&_svg]:size-4"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
          />
          {option.icon}
          <span className={option.icon ? "sr-only" : undefined}>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

type SelectProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly Option<string>[];
};

const SmallSelect = ({ label, value, onChange, options }: SelectProps) => (
  <select
    aria-label={label}
    value={value}
    onChange={(event) => onChange(event.target.value)}
    className="h-9.5 rounded-md border border-border-control bg-surface px-2 text-xs"
  >
    {options.map((option) => (
      <option key={option.value} value={option.value} lang={option.value}>
        {option.label}
      </option>
    ))}
  </select>
);
