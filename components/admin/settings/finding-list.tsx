"use client";

import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { LinkButton } from "@/components/ui/actions/link-button";
import { Badge } from "@/components/ui/display/badge";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Section } from "@/components/ui/layout/card";
import type { Finding } from "@/lib/settings/schemas";

/** What the configuration check found, each with the way to where it is mended. */
export function FindingList({ findings }: { findings: Finding[] }) {
  const t = useTranslations("settings.check");
  return (
    <Section title={t("title")} description={t("lead")}>
      {findings.length === 0 ? (
        <EmptyState icon={<CircleCheck />} title={t("fine")} text={t("fineText")} />
      ) : (
        <ul className="divide-y divide-border">
          {[...findings].sort(bySeverity).map((finding) => (
            <FindingRow key={`${finding.kind} ${finding.place.id}`} finding={finding} />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Problems first; among equals the order stays. */
const bySeverity = (one: Finding, other: Finding) =>
  Number(other.severity === "problem") - Number(one.severity === "problem");

function FindingRow({ finding: { kind, severity, place, name, others } }: { finding: Finding }) {
  const t = useTranslations("settings.check");
  const isProblem = severity === "problem";
  const mended = mendedAt(kind, place.id);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4 first:pt-0 last:pb-0">
      <div className="min-w-56 flex-1 space-y-1.5">
        <Badge
          tone={isProblem ? "warning" : "neutral"}
          icon={isProblem ? <TriangleAlert aria-hidden /> : <Info aria-hidden />}
        >
          {isProblem ? t("problem") : t("note")}
        </Badge>
        <p className="break-words">
          {t.rich(`finding.${kind}`, {
            name: () => <bdi className="font-medium">{name}</bdi>,
            others: () => <Names names={others} />,
          })}
        </p>
      </div>
      <LinkButton href={mended.href} size="sm">
        {t(mended.label)}
      </LinkButton>
    </li>
  );
}

function Names({ names }: { names: string[] }) {
  return names.map((name, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two departments may have one name, and the order is what is said.
    <span key={index}>
      {index > 0 && " → "}
      <bdi className="font-medium">{name}</bdi>
    </span>
  ));
}

/** The page where a finding is mended, and the words of the link to it. */
function mendedAt(kind: Finding["kind"], id: string) {
  const department = `/admin/departments/${id}`;
  switch (kind) {
    case "noDepartment":
      return { href: "/admin/operators", label: "toOperators" } as const;
    case "allLoadZero":
    case "loadZero":
      return { href: "/admin/settings/operators", label: "toLoads" } as const;
    case "snippetNotSeen":
      return { href: `${department}#snippet`, label: "toDepartment" } as const;
    case "neverOpens":
      return { href: `${department}/hours`, label: "toDepartment" } as const;
    default:
      return { href: `${department}/routing`, label: "toDepartment" } as const;
  }
}
