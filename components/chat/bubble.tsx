import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { LinkedText } from "./linked-text";

type Props = {
  /** Its number, by which it is found again. */
  seq?: number;
  /** Written by the side that looks at it; stands at the end of the line. */
  isOwn: boolean;
  isFirst: boolean;
  /** For screen readers, before the text: who wrote it and when. */
  heading: string;
  /** Shown above the first of a group. */
  author?: ReactNode;
  /** May be empty where there is an attachment. */
  text: string;
  /** Above the text: a file that goes with it. */
  attachment?: ReactNode;
  /** Below the text: time, state of delivery, what can be done about it. */
  foot?: ReactNode;
  tone?: "normal" | "pending" | "failed";
};

/** One message. Its size is guessed until it is near the screen, so that long chats stay quick. */
export function Bubble({ seq, isOwn, isFirst, heading, author, text, attachment, foot, tone = "normal" }: Props) {
  return (
    <li
      data-seq={seq}
      className={cn(
        "flex flex-col px-4 [contain-intrinsic-size:auto_3.5rem] [content-visibility:auto] sm:px-6",
        isOwn ? "items-end" : "items-start",
        isFirst ? "pt-3" : "pt-1",
      )}
    >
      {author && (
        <span aria-hidden className="mb-1 px-1 text-muted text-xs">
          {author}
        </span>
      )}
      <span className="sr-only">{heading}</span>
      <div
        className={cn(
          "max-w-[min(85%,38rem)] rounded-xl border px-3.5 py-2 text-[0.9375rem] leading-[1.4]",
          isOwn ? "rounded-ee-sm" : "rounded-es-sm",
          tone === "failed" && "border-danger bg-danger-soft text-foreground",
          tone === "pending" && "border-border-strong border-dashed bg-surface",
          tone === "normal" && (isOwn ? "border-transparent bg-accent-soft" : "border-border bg-surface"),
        )}
      >
        {attachment && <div className={text === "" ? undefined : "mb-1.5"}>{attachment}</div>}
        {text !== "" && <LinkedText text={text} />}
      </div>
      {foot && <div className="mt-1 flex flex-wrap items-center gap-x-2 px-1 text-muted text-xs">{foot}</div>}
    </li>
  );
}

/** A change of state between the messages; `below` is what there is to say about it. */
export function EventLine({ seq, children, below }: { seq?: number; children: ReactNode; below?: ReactNode }) {
  return (
    <li data-seq={seq} className="flex flex-col items-center gap-1.5 px-4 pt-3">
      <span className="rounded-2xl bg-surface-sunken px-3 py-1 text-center text-muted text-xs [overflow-wrap:anywhere]">
        {children}
      </span>
      {below}
    </li>
  );
}

/** Begins a day. */
export function DayLine({ children }: { children: ReactNode }) {
  return (
    <li className="flex items-center gap-3 px-4 pt-5 pb-1 font-medium text-muted text-xs sm:px-6">
      <span aria-hidden className="h-px flex-1 bg-border" />
      {children}
      <span aria-hidden className="h-px flex-1 bg-border" />
    </li>
  );
}
