"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";

type Props = {
  /** Variables that are still in the text. */
  open: readonly string[];
  /** The department whose reply was put into a chat of another one. */
  foreign: { from: string; here: string } | null;
  /** The operator tried to send: how to do it all the same. */
  isAsked: boolean;
  /** Files of a chosen reply that are still being read; until they are there nothing is sent. */
  filesToCome: number;
};

/** What is wrong with a text that came from a canned reply, before it goes to the visitor. */
export function ReplyWarnings({ open, foreign, isAsked, filesToCome }: Props) {
  const t = useTranslations("writing.reply");
  const texts = [
    ...(foreign ? [t("foreign", { from: isolate(foreign.from), here: isolate(foreign.here) })] : []),
    ...(open.length > 0 ? [t("open", { count: open.length, names: open.join(", ") })] : []),
    ...(isAsked ? [t("again")] : []),
    ...(filesToCome > 0 ? [t("filesToCome", { count: filesToCome })] : []),
  ];
  return (
    <div role="status" className="px-1 pt-1.5 text-sm text-warning-text empty:hidden">
      {texts.map((text) => (
        <p key={text} className="flex items-start gap-1.5">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{text}</span>
        </p>
      ))}
    </div>
  );
}
