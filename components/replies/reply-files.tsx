"use client";

import { X } from "lucide-react";
import { useId } from "react";
import { useLocale, useTranslations } from "use-intl";
import { AttachButton } from "@/components/chat/files/attach-button";
import { FileIcon } from "@/components/chat/files/file-icon";
import { UploadList } from "@/components/chat/files/upload-list";
import { isolate } from "@/components/chat/isolate";
import { IconButton } from "@/components/ui/actions/icon-button";
import { sizeText } from "@/lib/files/rules";
import type { FileDto } from "@/lib/files/schemas";
import { REPLY_FILES_MAX } from "@/lib/replies/schemas";
import type { useReplyUploads } from "./use-reply-uploads";

type Props = {
  /** What the reply has already. */
  kept: readonly FileDto[];
  onKeep: (kept: FileDto[]) => void;
  uploads: ReturnType<typeof useReplyUploads>;
  /** In words. */
  error: string | undefined;
};

/** The files that go out with a reply. */
export function ReplyFiles({ kept, onKeep, uploads, error }: Props) {
  const t = useTranslations("writing.replies");
  const filesText = useTranslations("inbox.files");
  const locale = useLocale();
  const id = useId();
  return (
    <fieldset aria-describedby={`${id}-hint ${id}-error`}>
      <legend className="mb-1.5 font-medium text-sm">{t("files")}</legend>
      {kept.length > 0 && (
        <ul aria-label={t("filesKept")} className="mb-2 flex flex-col gap-1.5">
          {kept.map((file) => (
            <li
              key={file.id}
              className="flex items-center gap-3 rounded-md border border-border bg-surface-sunken px-2.5 py-1.5"
            >
              <FileIcon name={file.name} className="size-6 shrink-0 text-muted" />
              <span className="min-w-0 flex-1">
                <bdi className="block truncate text-sm">{file.name}</bdi>
                <span className="text-muted text-xs tabular-nums">{sizeText(file.size, locale)}</span>
              </span>
              <IconButton
                size="sm"
                label={filesText("remove", { name: isolate(file.name) })}
                icon={<X aria-hidden />}
                onClick={() => onKeep(kept.filter((one) => one !== file))}
              />
            </li>
          ))}
        </ul>
      )}
      <UploadList items={uploads.items} onRemove={uploads.remove} onRetry={uploads.retry} />
      <div className="flex items-center gap-2">
        <AttachButton onFiles={uploads.add} />
        <p id={`${id}-hint`} className="text-muted text-xs">
          {t("filesHint", { count: REPLY_FILES_MAX })}
        </p>
      </div>
      <p id={`${id}-error`} role="alert" className="mt-1 text-danger-text text-sm empty:hidden">
        {error}
      </p>
    </fieldset>
  );
}
