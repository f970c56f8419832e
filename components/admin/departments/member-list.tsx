"use client";

import { Users } from "lucide-react";
import { useTranslations } from "use-intl";
import { OperatorAvatar } from "@/components/operators/operator-avatar";
import { LinkButton } from "@/components/ui/actions/link-button";
import { Badge } from "@/components/ui/display/badge";
import { Notice } from "@/components/ui/display/notice";
import { Section } from "@/components/ui/layout/card";
import type { DepartmentMemberDto } from "@/lib/departments/schemas";

/** Who takes the chats of a department; changed on the page of operators. */
export function MemberList({ members }: { members: DepartmentMemberDto[] }) {
  const t = useTranslations("admin.department");
  return (
    <Section
      title={t("members")}
      description={t("membersLead")}
      actions={
        <LinkButton href="/admin/operators" size="sm" icon={<Users aria-hidden />}>
          {t("manageOperators")}
        </LinkButton>
      }
    >
      {members.length === 0 ? (
        <Notice tone="warning">{t("membersEmpty")}</Notice>
      ) : (
        <ul className="grid gap-x-8 gap-y-1 sm:grid-cols-2">
          {members.map(({ operatorId, name, line }) => (
            <li key={operatorId} className="flex min-h-10 min-w-0 items-center gap-2.5">
              <OperatorAvatar operatorId={operatorId} name={name} size="sm" />
              <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
              <Badge>{t("lineNumber", { line })}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
