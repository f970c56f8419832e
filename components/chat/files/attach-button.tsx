"use client";

import { Paperclip } from "lucide-react";
import { useId, useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import { iconButtonStyle } from "@/components/ui/actions/button-style";
import { Tooltip } from "@/components/ui/overlays/tooltip";
import { FILE_ACCEPT, FILE_SIZE_MAX, sizeText } from "@/lib/files/rules";

/** Opens the browser's own picker; the limits are said before it opens. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useTranslations("inbox.files");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const limits = t("limits", { size: sizeText(FILE_SIZE_MAX, useLocale()) });
  return (
    <>
      <Tooltip
        isLabel
        side="top"
        content={
          <>
            <span className="block font-medium">{t("attach")}</span>
            {limits}
          </>
        }
      >
        <button
          type="button"
          aria-label={t("attach")}
          aria-describedby={id}
          className={iconButtonStyle("ghost", "md")}
          onClick={() => input.current?.click()}
        >
          <Paperclip aria-hidden />
        </button>
      </Tooltip>
      <span id={id} hidden>
        {limits}
      </span>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={FILE_ACCEPT}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file may be chosen again, after it was taken away or changed.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
