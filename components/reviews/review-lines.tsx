"use client";

import { MessageSquarePlus, StickyNote } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { IconButton } from "@/components/ui/actions/icon-button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/forms/field";
import { Textarea } from "@/components/ui/forms/input";
import { REMARK_MAX } from "@/lib/reviews/rules";
import type { ReviewLineDto } from "@/lib/reviews/schemas";

type Props = {
  lines: readonly ReviewLineDto[];
  visitorName: string;
  remarks: ReadonlyMap<number, string>;
  /** Null: they are only read. */
  onRemark: ((seq: number, text: string | null) => void) | null;
};

/** What was said, with what is remarked on it. */
export function ReviewLines({ lines, visitorName, remarks, onRemark }: Props) {
  const t = useTranslations("reviews.lines");
  return (
    <ol className="space-y-3" aria-label={t("label")}>
      {lines.map((line) => (
        <Line
          key={line.seq}
          line={line}
          visitorName={visitorName}
          remark={remarks.get(line.seq)}
          onRemark={onRemark && ((text) => onRemark(line.seq, text))}
        />
      ))}
    </ol>
  );
}

type LineProps = {
  line: ReviewLineDto;
  visitorName: string;
  remark: string | undefined;
  onRemark: ((text: string | null) => void) | null;
};

function Line({ line, visitorName, remark, onRemark }: LineProps) {
  const t = useTranslations("reviews.lines");
  const format = useFormatter();
  const { kind, by, name, body, fileName, at } = line;
  const who = by === "visitor" ? visitorName || t("visitor") : name;
  const isNote = kind === "note";
  return (
    <li className={cn("flex flex-col", by === "operator" ? "items-end" : "items-start")}>
      <p className="mb-1 flex items-center gap-1.5 text-muted text-xs">
        {isNote && <StickyNote aria-hidden className="size-3.5" />}
        <bdi className="font-medium text-foreground">{who}</bdi>
        {isNote && <span>{t("note")}</span>}
        <time dateTime={at}>{format.dateTime(new Date(at), { timeStyle: "short" })}</time>
      </p>
      <div className="flex max-w-full items-start gap-1">
        <p
          dir="auto"
          className={cn(
            "min-w-0 max-w-prose whitespace-pre-wrap break-words rounded-lg px-3.5 py-2",
            isNote ? "bg-warning-soft" : by === "operator" ? "bg-accent-soft" : "bg-surface-sunken",
          )}
        >
          {body}
          {fileName && <span className="block text-muted text-sm">{fileName}</span>}
        </p>
        {onRemark && remark === undefined && (
          <IconButton
            label={t("remark", { who: isolate(who) })}
            icon={<MessageSquarePlus aria-hidden />}
            onClick={() => onRemark("")}
          />
        )}
      </div>
      {remark !== undefined && (
        <div className="mt-1.5 w-full max-w-prose border-accent border-s-2 ps-3">
          {onRemark ? (
            <Field label={t("remarkOn", { who: isolate(who) })}>
              <Textarea
                rows={2}
                autoFocus={remark === ""}
                value={remark}
                maxLength={REMARK_MAX}
                className="min-h-16"
                onChange={({ target }) => onRemark(target.value)}
                onBlur={() => remark.trim() === "" && onRemark(null)}
              />
            </Field>
          ) : (
            <p dir="auto" className="whitespace-pre-wrap break-words py-1 text-sm">
              {remark}
            </p>
          )}
        </div>
      )}
    </li>
  );
}
