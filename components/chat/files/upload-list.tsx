"use client";

import { CircleAlert, CircleCheck, RotateCw, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { IconButton } from "@/components/ui/actions/icon-button";
import { cn } from "@/components/ui/cn";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import { sizeText } from "@/lib/files/rules";
import type { UploadItem } from "@/lib/inbox/uploads/chat-uploads";
import { FileIcon } from "./file-icon";

type Props = {
  items: readonly UploadItem[];
  onRemove: (id: string) => void;
  onRetry: (id: string) => void;
};

/** The files that go with the next message: how far each is, and what can be done about it. */
export function UploadList({ items, onRemove, onRetry }: Props) {
  const t = useTranslations("inbox.files");
  const announcement = useAnnouncement(items);
  return (
    <>
      {items.length > 0 && (
        <ul aria-label={t("tray")} className="mb-2 flex max-h-60 flex-col gap-1.5 overflow-y-auto">
          {items.map((item) => (
            <UploadRow key={item.id} item={item} onRemove={onRemove} onRetry={onRetry} />
          ))}
        </ul>
      )}
      {/* Always there, because screen readers announce what changes in it. */}
      <span role="status" className="sr-only">
        {announcement}
      </span>
    </>
  );
}

function UploadRow({ item, onRemove, onRetry }: Omit<Props, "items"> & { item: UploadItem }) {
  const t = useTranslations("inbox.files");
  const { id, name, state, previewUrl, progress, canRetry } = item;
  const isOnItsWay = state === "sending" || state === "finishing";
  return (
    <li
      className={cn(
        "flex items-center gap-3 rounded-md border px-2.5 py-1.5",
        state === "failed" ? "border-danger bg-danger-soft" : "border-border bg-surface-sunken",
      )}
    >
      {previewUrl ? (
        // biome-ignore lint/performance/noImgElement: this browser's own copy.
        <img src={previewUrl} alt="" className="size-9 shrink-0 rounded-sm object-cover" />
      ) : (
        <FileIcon name={name} className="size-6 shrink-0 text-muted" />
      )}
      <span className="min-w-0 flex-1">
        <bdi className="block truncate text-sm">{name}</bdi>
        <UploadState item={item} />
        {isOnItsWay && (
          <progress
            aria-label={name}
            value={progress}
            max={1}
            className="mt-1 block h-1 w-full appearance-none overflow-hidden rounded-sm bg-border accent-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-border [&::-webkit-progress-value]:bg-accent"
          />
        )}
      </span>
      {canRetry && (
        <IconButton
          size="sm"
          label={t("retryNamed", { name: isolate(name) })}
          icon={<RotateCw aria-hidden />}
          onClick={() => onRetry(id)}
        />
      )}
      <IconButton
        size="sm"
        label={t(isOnItsWay || state === "waiting" ? "cancel" : "remove", { name: isolate(name) })}
        icon={<X aria-hidden />}
        onClick={() => onRemove(id)}
      />
    </li>
  );
}

function UploadState({ item }: { item: UploadItem }) {
  const t = useTranslations("inbox.files");
  const errorText = useErrorText();
  const format = useFormatter();
  const size = sizeText(item.size, useLocale());
  if (item.state === "failed") {
    return (
      <span className="flex items-start gap-1 text-danger-text text-xs">
        <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
        {errorText(item.problem ?? "unexpected")}
      </span>
    );
  }
  const percent = format.number(item.progress, { style: "percent", maximumFractionDigits: 0 });
  const words = item.state === "sending" ? t("sending", { percent }) : t(item.isWanted ? "wanted" : item.state);
  return (
    <span className="flex flex-wrap items-center gap-x-1.5 text-muted text-xs tabular-nums">
      {item.state === "done" && <CircleCheck aria-hidden className="size-3.5 text-success-text" />}
      <span>{words}</span>
      <span aria-hidden>·</span>
      <span>{size}</span>
    </span>
  );
}

/** Says once what became of a file, for those who do not see the list. */
function useAnnouncement(items: readonly UploadItem[]): string {
  const t = useTranslations("inbox.files");
  const errorText = useErrorText();
  const known = useRef(new Map<string, UploadItem["state"]>());
  const [announcement, setAnnouncement] = useState("");
  useEffect(() => {
    const ended = items.filter(
      ({ id, state }) => state !== known.current.get(id) && (state === "done" || state === "failed"),
    );
    known.current = new Map(items.map(({ id, state }) => [id, state]));
    const last = ended.at(-1);
    if (!last) return;
    const name = isolate(last.name);
    setAnnouncement(
      last.state === "done"
        ? t("announceDone", { name })
        : t("announceFailed", { name, problem: errorText(last.problem ?? "unexpected") }),
    );
  }, [items, t, errorText]);
  return announcement;
}
