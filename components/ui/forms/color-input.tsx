"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { normalizeHex, parseHex, pickTextColor, TEXT_CONTRAST_MIN, textContrasts } from "@/lib/color";
import { Input } from "./input";

type Props = {
  /** As typed: may be unfinished, so validate it with the schema. */
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  name?: string;
  disabled?: boolean;
};

/** A colour by picker or by hex digits, inside a `Field`; shows how readable text on it is. */
export function ColorInput({ value, onChange, onBlur, name, disabled }: Props) {
  const t = useTranslations("common.color");
  const hex = normalizeHex(value);
  return (
    <div>
      <div className="flex items-center gap-2">
        <input
          type="color"
          aria-label={t("pick")}
          value={hex ?? "#000000"}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onBlur}
          className="h-10 w-12 shrink-0 cursor-pointer rounded-md border border-border-strong bg-surface p-1 disabled:cursor-not-allowed"
        />
        <Input
          name={name}
          value={value}
          disabled={disabled}
          spellCheck={false}
          autoComplete="off"
          dir="ltr"
          maxLength={9}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => {
            if (hex !== null && hex !== value) onChange(hex);
            onBlur?.();
          }}
          className="max-w-36 font-mono"
        />
      </div>
      {hex !== null && <ContrastReport hex={hex} />}
    </div>
  );
}

/** One decimal, never rounded up: 4.49 must not read as enough. */
const shown = (ratio: number) => Math.floor(ratio * 10) / 10;

function ContrastReport({ hex }: { hex: string }) {
  const t = useTranslations("common.color");
  const rgb = parseHex(hex);
  if (rgb === null) return null;
  const { white, black } = textContrasts(rgb);
  return (
    <div role="status" className="mt-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-xs">
        <span
          aria-hidden
          className="inline-flex min-h-7 items-center rounded-sm px-2.5 font-semibold"
          style={{ backgroundColor: hex, color: pickTextColor(hex) }}
        >
          {t("sample")}
        </span>
        <span>{t("white", { ratio: shown(white) })}</span>
        <span>{t("black", { ratio: shown(black) })}</span>
      </div>
      {white < TEXT_CONTRAST_MIN && (
        <p className="mt-2 flex items-start gap-1.5 text-warning-text">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{t("low", { ratio: shown(white) })}</span>
        </p>
      )}
    </div>
  );
}
