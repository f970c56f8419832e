"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { PreviewMessage } from "@/lib/appearance/preview-schemas";
import type { WidgetLook } from "@/lib/appearance/rules";
import { pickTextColor } from "@/lib/color";
import type { PreviewChoices } from "./preview-choices";
import { PreviewFrame } from "./preview-frame";

type Props = {
  snippetKey: string;
  choices: PreviewChoices;
  look: WidgetLook;
  message: PreviewMessage;
  /** The first proactive message, shown while the chat is closed. */
  proactive: string;
};

/** A corner of somebody's website with the launcher and the chat, as the loader puts them there; on a phone the chat covers it. */
export function PreviewStage({ snippetKey, choices, look, message, proactive }: Props) {
  const t = useTranslations("appearance.preview");
  const [isOpen, setOpen] = useState(true);
  const { device, dir, theme } = choices;
  const isPhone = device === "phone";
  // Where the loader puts it: the end of the line, or its start.
  const side = (look.position === "end") === (dir === "ltr") ? "right" : "left";
  const { color } = message.widget;
  return (
    <div
      className={cn(
        "relative overflow-hidden border border-border",
        theme === "dark" ? "bg-[#0f1115]" : "bg-[#eef0f4]",
        isPhone ? "mx-auto h-full w-90 max-w-full rounded-[2rem] border-4 border-border-strong" : "h-full rounded-lg",
      )}
    >
      <Website isDark={theme === "dark"} dir={dir} />
      <div
        className="absolute flex flex-col gap-3"
        style={{
          [side]: look.offsetX,
          bottom: look.offsetY,
          alignItems: side === "right" ? "flex-end" : "flex-start",
        }}
      >
        {!isOpen && proactive && (
          <p
            dir="auto"
            className={cn(
              "max-w-64 rounded-xl px-4 py-3 text-sm shadow-overlay [overflow-wrap:anywhere]",
              theme === "dark" ? "bg-[#24272f] text-[#eef0f4]" : "bg-white text-[#16181d]",
            )}
          >
            {proactive}
          </p>
        )}
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={isOpen ? t("close") : t("open")}
          onClick={() => setOpen(!isOpen)}
          className="size-14 rounded-full shadow-overlay"
          style={{ backgroundColor: color, color: pickTextColor(color) }}
        >
          <span aria-hidden className="block h-14 bg-current" style={{ clipPath: isOpen ? ARROW : BUBBLE }} />
        </button>
      </div>
      <div
        className={cn("absolute", isPhone ? "inset-0" : "max-w-full", !isOpen && "hidden")}
        style={
          isPhone
            ? undefined
            : {
                [side]: look.offsetX,
                bottom: look.offsetY + 68,
                width: `min(384px, 100% - ${look.offsetX + 12}px)`,
                height: `min(640px, 100% - ${look.offsetY + 80}px)`,
              }
        }
      >
        <PreviewFrame
          snippetKey={snippetKey}
          locale={choices.locale}
          title={t("frame")}
          message={message}
          className={cn("size-full bg-white", isPhone ? "rounded-[1.65rem]" : "rounded-2xl shadow-overlay")}
        />
        {isPhone && (
          <button
            type="button"
            aria-label={t("close")}
            onClick={() => setOpen(false)}
            className="absolute end-1 top-3 size-11 rounded-md"
          />
        )}
      </div>
    </div>
  );
}

/** The launcher's icons, as in the loader. */
const BUBBLE = 'path("M28 16a12 11 0 1 1-5 21l-6 2 2-5a11 11 0 0 1 9-18z")';
const ARROW = 'path("M17 26l2-2 9 8 9-8 2 2-11 10z")';

const LINES = ["w-2/3", "w-full", "w-11/12", "w-4/5", "w-full", "w-1/2"];

/** Something for the chat to lie on. */
function Website({ isDark, dir }: { isDark: boolean; dir: "ltr" | "rtl" }) {
  const tint = isDark ? "bg-white/8" : "bg-black/6";
  return (
    <div aria-hidden dir={dir} className="space-y-3 p-6">
      <div className={cn("h-6 w-28 rounded-md", tint)} />
      <div className={cn("h-28 w-full rounded-lg", tint)} />
      {LINES.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a picture that never changes.
        <div key={index} className={cn("h-3 rounded-sm", width, tint)} />
      ))}
    </div>
  );
}
