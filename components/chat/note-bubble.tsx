import { Ear, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { LinkedText } from "./linked-text";

type Props = {
  /** Its number, by which it is found again. */
  seq?: number;
  /** That it is a note, and for whom. */
  label: string;
  /** For screen readers, before the text: who wrote it and when. */
  heading: string;
  author: ReactNode;
  text: string;
  /** Who is named in it. */
  names: readonly string[];
  /** Below the text: state of delivery, and what can be done about it. */
  foot?: ReactNode;
  tone?: "normal" | "pending" | "failed";
  /** From a supervisor to the operator of the chat: it must not be missed. */
  isWhisper?: boolean;
};

/** A text between operators in the log; by colour, border, lock and label unlike anything that a visitor gets. */
export function NoteBubble({
  seq,
  label,
  heading,
  author,
  text,
  names,
  foot,
  tone = "normal",
  isWhisper = false,
}: Props) {
  return (
    <li
      data-seq={seq}
      className="flex flex-col items-end px-4 pt-3 [contain-intrinsic-size:auto_5rem] [content-visibility:auto] sm:px-6"
    >
      <span className="sr-only">{heading}</span>
      <div
        className={cn(
          "w-[min(85%,38rem)] rounded-md border border-s-4 bg-warning-soft px-3.5 py-2 text-[0.9375rem] leading-[1.4]",
          tone === "failed" ? "border-danger" : "border-warning",
          tone === "pending" && "border-dashed",
          isWhisper && "border-2 border-s-8 border-danger",
        )}
      >
        <p aria-hidden className="mb-1 flex flex-wrap items-center gap-x-1.5 text-warning-text text-xs">
          {isWhisper ? <Ear className="size-3.5 shrink-0" /> : <Lock className="size-3.5 shrink-0" />}
          <span className="font-semibold">{label}</span>
          <span className="min-w-0 [overflow-wrap:anywhere]">{author}</span>
        </p>
        <LinkedText text={text} names={names} />
      </div>
      {foot && <div className="mt-1 flex flex-wrap items-center gap-x-2 px-1 text-muted text-xs">{foot}</div>}
    </li>
  );
}
