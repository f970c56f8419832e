"use client";

import { Download, FileX2 } from "lucide-react";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { buttonStyle } from "@/components/ui/actions/button-style";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/overlays/dialog";
import { sizeText, thumbSize } from "@/lib/files/rules";
import type { FileDto } from "@/lib/files/schemas";
import { FileIcon } from "./file-icon";

/** CSS pixels of the longer side of a picture among the messages. */
const THUMB_PX = 240;

type Props = {
  file: FileDto;
  /** Where it is loaded from; its small picture is at `?thumb`. */
  url: string;
};

/** A file in a message: a picture to be looked at, anything else as a row that downloads it. */
export function Attachment({ file, url }: Props) {
  const t = useTranslations("inbox.files");
  const [isBroken, setIsBroken] = useState(false);
  if (file.name === "") {
    return (
      <span className="flex items-center gap-2 text-muted text-sm">
        <FileX2 aria-hidden className="size-4.5 shrink-0" />
        {t("deleted")}
      </span>
    );
  }
  const isPicture = file.hasThumb && file.width !== null && file.height !== null;
  if (!isPicture || isBroken) return <FileRow file={file} url={url} note={isBroken ? t("broken") : undefined} />;
  return <Picture file={file} url={url} onBroken={() => setIsBroken(true)} />;
}

function FileRow({ file, url, note }: Props & { note: string | undefined }) {
  const t = useTranslations("inbox.files");
  const size = sizeText(file.size, useLocale());
  return (
    <a
      href={url}
      download={file.name}
      aria-label={t("download", { name: isolate(file.name), size })}
      className="flex min-h-11 max-w-full items-center gap-3 rounded-md py-1 hover:underline"
    >
      <FileIcon name={file.name} className="size-6 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <bdi className="line-clamp-2 [overflow-wrap:anywhere]">{file.name}</bdi>
        <span className="block text-muted text-xs tabular-nums">
          {note ? `${note} ` : ""}
          {size}
        </span>
      </span>
      <Download aria-hidden className="size-4.5 shrink-0 text-muted" />
    </a>
  );
}

function Picture({ file, url, onBroken }: Props & { onBroken: () => void }) {
  const t = useTranslations("inbox.files");
  const locale = useLocale();
  const size = sizeText(file.size, locale);
  const { width, height } = thumbSize(file.width ?? 1, file.height ?? 1, THUMB_PX);
  return (
    <Dialog
      size="xl"
      title={file.name}
      trigger={
        <button
          type="button"
          aria-label={`${t("open", { name: isolate(file.name) })}, ${size}`}
          className="block max-w-full cursor-zoom-in overflow-hidden rounded-md bg-surface-sunken"
        >
          {/* biome-ignore lint/performance/noImgElement: the server has made it small already. */}
          <img
            src={`${url}?thumb`}
            alt=""
            width={width}
            height={height}
            loading="lazy"
            decoding="async"
            onError={onBroken}
            className="h-auto min-h-6 max-w-full min-w-6 object-contain"
          />
        </button>
      }
      footer={
        <a href={url} download={file.name} className={buttonStyle("secondary", "md")}>
          <Download aria-hidden />
          {t("save")}
        </a>
      }
    >
      {/* biome-ignore lint/performance/noImgElement: it is shown as it is. */}
      <img
        src={url}
        alt={t("picture", { name: isolate(file.name), size })}
        width={file.width ?? undefined}
        height={file.height ?? undefined}
        className={cn("mx-auto h-auto max-h-[58dvh] w-auto max-w-full object-contain")}
      />
    </Dialog>
  );
}
