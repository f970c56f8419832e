"use client";

import { Upload } from "lucide-react";
import { type ComponentProps, type DragEvent, useEffect, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { FILE_SIZE_MAX, sizeText } from "@/lib/files/rules";

type Props = Omit<ComponentProps<"section">, "onDrop"> & {
  /** Null: nothing is taken here now. */
  onFiles: ((files: File[]) => void) | null;
};

const hasFiles = ({ dataTransfer }: DragEvent | globalThis.DragEvent) => dataTransfer?.types.includes("Files") ?? false;

/** A section into which files can be dropped; there is a button for the same elsewhere (WCAG 2.5.7). */
export function DropZone({ onFiles, className, children, ...rest }: Props) {
  const t = useTranslations("inbox.files");
  const limits = t("limits", { size: sizeText(FILE_SIZE_MAX, useLocale()) });
  /** Elements entered and not left: each child that is passed fires both. */
  const depth = useRef(0);
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    // A file that misses its place would replace the page, and with it whatever is being written.
    const keepPage = (event: globalThis.DragEvent) => {
      if (!hasFiles(event) || event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
    };
    window.addEventListener("dragover", keepPage);
    window.addEventListener("drop", keepPage);
    return () => {
      window.removeEventListener("dragover", keepPage);
      window.removeEventListener("drop", keepPage);
    };
  }, []);

  const move = (event: DragEvent, by: 1 | -1) => {
    if (!onFiles || !hasFiles(event)) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + by);
    setIsOver(depth.current > 0);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the second way; the button beside the text is the first.
    <section
      {...rest}
      className={cn("relative", className)}
      onDragEnter={(event) => move(event, 1)}
      onDragLeave={(event) => move(event, -1)}
      onDragOver={(event) => onFiles && hasFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        depth.current = 0;
        setIsOver(false);
        if (!onFiles || !hasFiles(event)) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-2 z-30 flex flex-col items-center justify-center gap-2 rounded-lg border-2 border-accent border-dashed bg-surface-raised p-4 text-center">
          <Upload aria-hidden className="size-8 text-accent-text" />
          <p className="font-semibold">{t("drop")}</p>
          <p className="text-muted text-sm">{limits}</p>
        </div>
      )}
    </section>
  );
}
