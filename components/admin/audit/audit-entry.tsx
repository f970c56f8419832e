"use client";

import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { TextLink } from "@/components/ui/actions/text-link";
import { type AuditEntryDto, isAuditAction } from "@/lib/audit/schemas";
import { auditHref } from "./audit-href";
import { ChangeTable } from "./change-table";

type Props = {
  entry: AuditEntryDto;
  names: Readonly<Record<string, string>>;
  /** All entries shown are about one thing. */
  isAlone: boolean;
};

/** One entry in a sentence, with what was before and after. */
export function AuditEntry({ entry, names, isAlone }: Props) {
  const t = useTranslations("audit");
  const format = useFormatter();
  const sentence = useSentence();
  const changes = Object.keys(entry.changes).length;
  const rows = changes + Object.keys(entry.data).length;
  return (
    <li className="border-border border-b px-5 py-3.5 last:border-b-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="min-w-0 break-words font-medium">{sentence(entry)}</p>
        <time dateTime={entry.createdAt} className="whitespace-nowrap text-muted text-sm tabular-nums">
          {format.dateTime(new Date(entry.createdAt), { dateStyle: "medium", timeStyle: "medium" })}
        </time>
      </div>
      {(rows > 0 || (entry.subject.id !== null && !isAlone)) && (
        <div className="mt-0.5 flex flex-wrap items-start gap-x-5 text-sm">
          {rows > 0 && (
            <details className="group min-w-0 open:basis-full">
              <summary className="inline-flex min-h-8 cursor-pointer items-center rounded-sm text-muted underline decoration-dotted underline-offset-4 hover:text-foreground">
                {changes > 0 ? t("changes", { count: changes }) : t("details")}
              </summary>
              <ChangeTable entry={entry} names={names} />
            </details>
          )}
          {entry.subject.id !== null && !isAlone && (
            <TextLink href={auditHref("/admin/audit", { subject: entry.subject.id })} className="min-h-8 leading-8">
              {t("filter.onlyThis")}
            </TextLink>
          )}
        </div>
      )}
    </li>
  );
}

/** Says who did what; what a later version of the product has noted is said by its own name. */
function useSentence() {
  const t = useTranslations("audit");
  return ({ action, actor, subject }: AuditEntryDto): string => {
    const who =
      actor.type === "visitor"
        ? t("visitor")
        : actor.type === "system"
          ? t("system")
          : actor.name || t(actor.type === "key" ? "program" : "somebody");
    const name = subject.name ? isolate(subject.name) : t("nameless");
    return isAuditAction(action)
      ? t(`actions.${action}`, { who: isolate(who), subject: name })
      : `${isolate(who)} · ${action}`;
  };
}
