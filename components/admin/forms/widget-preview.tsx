"use client";

import { MessageCircle, SendHorizontal, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import { normalizeHex, pickTextColor } from "@/lib/color";

type Props = { name: string; color: string; greeting: string; logoUrl?: string | null };

const FALLBACK_COLOR = "#5d5950";

/** How the widget's window begins with these settings; a picture, not a widget. */
export function WidgetPreview({ name, color, greeting, logoUrl = null }: Props) {
  const t = useTranslations("admin.department");
  const background = normalizeHex(color) ?? FALLBACK_COLOR;
  const painted = { backgroundColor: background, color: pickTextColor(background) };
  return (
    <figure aria-label={t("preview")} className="w-full max-w-72">
      <figcaption className="mb-2 text-muted text-xs">{t("preview")}</figcaption>
      <div aria-hidden className="overflow-hidden rounded-xl border border-border bg-surface-raised shadow-raised">
        <div className="flex items-center gap-2.5 px-3.5 py-3" style={painted}>
          <DepartmentSquare department={{ name, color: painted.color, logoUrl }} size="md" />
          <bdi className="min-w-0 flex-1 truncate font-semibold">{name}</bdi>
          <X className="size-4 shrink-0" />
        </div>
        <div className="min-h-24 px-3.5 py-3.5">
          {greeting.trim() !== "" && (
            <p className="max-h-28 w-fit max-w-full overflow-hidden whitespace-pre-line rounded-lg bg-surface-sunken px-3 py-2">
              <bdi>{greeting}</bdi>
            </p>
          )}
        </div>
        <div className="flex items-center gap-2 border-border border-t px-3.5 py-2.5 text-muted">
          <span className="min-w-0 flex-1 truncate">{t("previewInput")}</span>
          <SendHorizontal className="size-4 shrink-0" />
        </div>
      </div>
      <span
        aria-hidden
        className="mt-3 ms-auto flex size-11 items-center justify-center rounded-full shadow-raised"
        style={painted}
      >
        <MessageCircle className="size-5" />
      </span>
    </figure>
  );
}
