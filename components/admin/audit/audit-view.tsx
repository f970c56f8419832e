"use client";

import { Download, ScrollText } from "lucide-react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { buttonStyle } from "@/components/ui/actions/button-style";
import { LinkButton } from "@/components/ui/actions/link-button";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Notice } from "@/components/ui/display/notice";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import type { AuditPage, AuditPerson, AuditQuery } from "@/lib/audit/schemas";
import { AuditEntry } from "./audit-entry";
import { AuditFilter } from "./audit-filter";
import { auditHref } from "./audit-href";

const PATH = "/admin/audit";

type Props = {
  page: AuditPage;
  query: AuditQuery;
  people: readonly AuditPerson[];
  /** Of what the filter is about. */
  subjectName: string | null;
  isFirst: boolean;
  /** The address asked for what cannot be shown. */
  isRefused: boolean;
};

/** The log: what to look for, and the entries, newest first. */
export function AuditView({
  page: { entries, hasMore, names },
  query,
  people,
  subjectName,
  isFirst,
  isRefused,
}: Props) {
  const t = useTranslations("audit");
  const { zone: _, ...filters } = query;
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const last = entries.at(-1);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("intro")}
        actions={
          <a href={auditHref("/api/audit/csv", query)} download className={buttonStyle()}>
            <Download aria-hidden />
            {t("export")}
          </a>
        }
      />
      <div className="space-y-6">
        {isRefused && (
          <Notice tone="danger" role="alert">
            {t("refused")}
          </Notice>
        )}
        <AuditFilter query={query} people={people} isFiltered={isFiltered} />
        {query.subject && (
          <Notice
            action={
              <LinkButton size="sm" href={auditHref(PATH, { ...query, subject: undefined })}>
                {t("filter.clear")}
              </LinkButton>
            }
          >
            {subjectName ? t("filter.subject", { name: isolate(subjectName) }) : t("filter.subjectUnknown")}
          </Notice>
        )}
        {entries.length === 0 ? (
          <Card>
            {isFiltered || !isFirst ? (
              <EmptyState icon={<ScrollText />} title={t("noMatch")} text={t("noMatchText")} />
            ) : (
              <EmptyState icon={<ScrollText />} title={t("none")} text={t("noneText")} />
            )}
          </Card>
        ) : (
          <ol aria-label={t("title")} className="overflow-hidden rounded-lg border border-border bg-surface">
            {entries.map((entry) => (
              <AuditEntry key={entry.id} entry={entry} names={names} isAlone={query.subject !== undefined} />
            ))}
          </ol>
        )}
        {(hasMore || !isFirst) && (
          <nav aria-label={t("title")} className="flex justify-end gap-2">
            {!isFirst && (
              <LinkButton size="sm" href={auditHref(PATH, query)}>
                {t("newest")}
              </LinkButton>
            )}
            {hasMore && last && (
              <LinkButton size="sm" href={auditHref(PATH, query, last.id)}>
                {t("older")}
              </LinkButton>
            )}
          </nav>
        )}
      </div>
    </>
  );
}
