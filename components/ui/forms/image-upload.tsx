"use client";

import { ImagePlus, Trash2, Upload } from "lucide-react";
import { type DragEvent, use, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../actions/button";
import { cn } from "../cn";
import { FieldContext, useFieldProps } from "./field-context";

type Props = {
  /** The chosen file, or null for none. */
  file: File | null;
  onFileChange: (file: File | null) => void;
  /** The image that is stored now; shown while no other is chosen. */
  currentUrl?: string | null;
  /** Called for Remove when nothing new is chosen, that is, for the stored image. */
  onRemoveCurrent?: () => void;
  accept?: string;
  disabled?: boolean;
};

/** Chooses one image by button or by drop, inside a `Field`; types and size are checked by the form's schema. */
export function ImageUpload({ file, onFileChange, currentUrl, onRemoveCurrent, accept, disabled }: Props) {
  const t = useTranslations("common.upload");
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const preview = usePreview(file) ?? currentUrl ?? null;
  const field = useFieldProps({});
  const labelId = use(FieldContext)?.labelId;
  const buttonId = useId();

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped && !disabled) onFileChange(dropped);
  };
  const remove = () => {
    if (file !== null) onFileChange(null);
    else onRemoveCurrent?.();
    if (input.current) input.current.value = "";
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button inside does the same.
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        "flex items-center gap-4 rounded-md border border-border-strong border-dashed px-4 py-3.5",
        over ? "bg-surface-selected" : "bg-surface",
        field["aria-invalid"] && "border-danger",
      )}
    >
      <span className="inline-flex size-14 shrink-0 items-center justify-center overflow-hidden rounded-md border border-border bg-white">
        {preview ? (
          // biome-ignore lint/performance/noImgElement: a local preview has no address that Next could optimise.
          <img src={preview} alt={t("preview")} className="size-full object-contain" />
        ) : (
          <ImagePlus aria-hidden className="size-6 text-[#5d5950]" />
        )}
      </span>
      <div className="min-w-0 flex-1">
        <input
          ref={input}
          {...field}
          type="file"
          accept={accept}
          disabled={disabled}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => onFileChange(event.target.files?.[0] ?? null)}
        />
        <div className="flex flex-wrap items-center gap-2">
          <Button
            size="sm"
            disabled={disabled}
            icon={<Upload aria-hidden />}
            id={buttonId}
            aria-labelledby={labelId && `${labelId} ${buttonId}`}
            aria-describedby={field["aria-describedby"]}
            onClick={() => input.current?.click()}
          >
            {preview ? t("chooseOther") : t("choose")}
          </Button>
          {(file !== null || (currentUrl && onRemoveCurrent)) && (
            <Button size="sm" variant="ghost" disabled={disabled} icon={<Trash2 aria-hidden />} onClick={remove}>
              {t("remove")}
            </Button>
          )}
        </div>
        <p className="mt-1 truncate text-muted text-xs">{file ? <bdi>{file.name}</bdi> : t("drop")}</p>
      </div>
    </div>
  );
}

/** An address for a picture of `file`, released when no longer shown. */
function usePreview(file: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (file === null || !file.type.startsWith("image/")) return setUrl(null);
    const created = URL.createObjectURL(file);
    setUrl(created);
    return () => URL.revokeObjectURL(created);
  }, [file]);
  return url;
}
